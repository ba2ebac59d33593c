import { type Condition, parseConditions } from './conditions.ts';
import { PolicyError } from './policy-error.ts';
import { type PrincipalTest, parsePrincipals } from './principals.ts';

/** Actions or resources: patterns with `*` and `?`, or with their opposite. */
export interface PatternSet {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

/** A statement of a policy, read and checked. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: PrincipalTest;
  readonly actions: PatternSet;
  readonly resources: PatternSet;
  readonly conditions: readonly Condition[];
  readonly knowsVariables: boolean;
  /** As it was written: its place is the template's, when it has one. */
  readonly source: object;
}

/** More statements than any policy of 8 KB holds. */
const maximumStatements = 500;

type Members = { readonly [member: string]: unknown };

/**
 * Reads the policy of an identity, or one that an authorizer answers: it has no principals.
 * @throws PolicyError when the policy is no policy
 * @source "IAM JSON policy elements reference", IAM user guide
 */
export function parsePolicy(policy: unknown): readonly PolicyStatement[] {
  return statementsOf(policy, () => () => true);
}

/** The same for the policy of a resource, whose statements name principals. @throws PolicyError */
export function parseResourcePolicy(policy: unknown): readonly PolicyStatement[] {
  return statementsOf(policy, parsePrincipals);
}

function statementsOf(policy: unknown, principalsOf: (statement: Members) => PrincipalTest): readonly PolicyStatement[] {
  if (!isObject(policy)) throw new PolicyError('the policy is not an object');
  const { Version = '2008-10-17', Statement } = policy;
  if (Version !== '2012-10-17' && Version !== '2008-10-17')
    throw new PolicyError(`Version is ${JSON.stringify(Version)}, neither 2012-10-17 nor 2008-10-17`);
  const statements = listOf(Statement);
  if (statements.length === 0) throw new PolicyError('Statement is missing or empty');
  if (statements.length > maximumStatements) throw new PolicyError(`the policy has more than ${maximumStatements} statements`);
  return statements.map((statement) => {
    if (!isObject(statement)) throw new PolicyError('a statement is not an object');
    const { Effect } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyError(`Effect is ${JSON.stringify(Effect)}, neither Allow nor Deny`);
    const knowsVariables = Version === '2012-10-17';
    return {
      effect: Effect,
      principals: principalsOf(statement),
      actions: patternsOf(statement, 'Action'),
      resources: patternsOf(statement, 'Resource'),
      conditions: parseConditions(statement.Condition, knowsVariables),
      knowsVariables,
      source: statement,
    };
  });
}

function patternsOf(statement: Members, member: 'Action' | 'Resource'): PatternSet {
  const negated = statement[`Not${member}`];
  if (statement[member] === undefined && negated === undefined) throw new PolicyError(`a statement has no ${member}`);
  const patterns = listOf(negated ?? statement[member]).map((pattern) => {
    if (typeof pattern !== 'string') throw new PolicyError(`${member} has ${JSON.stringify(pattern)}, which is no text`);
    return pattern;
  });
  return { patterns, negated: negated !== undefined };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
