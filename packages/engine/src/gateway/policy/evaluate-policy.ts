import { holds } from './conditions.ts';
import { PolicyError } from './policy-error.ts';
import { matchesWildcards } from './wildcards.ts';

export type PolicyDecision = 'allow' | 'deny' | 'no match';

export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, `aws:SourceIp` and the like, by lower-case name; asked for when a statement has conditions. */
  context(): ReadonlyMap<string, string>;
}

/** More statements than any policy of 8 KB holds. */
const maximumStatements = 500;

/**
 * What a policy says to a request: an explicit deny beats every allow.
 * @throws PolicyError when the policy is no policy
 * @source "Policy evaluation logic" and "IAM JSON policy elements reference", IAM user guide
 */
export function evaluatePolicy(policy: unknown, request: PolicyRequest): PolicyDecision {
  if (!isObject(policy)) throw new PolicyError('policyDocument is not an object');
  const statements = listOf(policy.Statement);
  if (statements.length === 0) throw new PolicyError('policyDocument.Statement is missing or empty');
  if (statements.length > maximumStatements) throw new PolicyError(`policyDocument has more than ${maximumStatements} statements`);
  let decision: PolicyDecision = 'no match';
  for (const statement of statements) {
    if (!isObject(statement)) throw new PolicyError('a statement of policyDocument is not an object');
    const { Effect } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyError(`Effect is ${JSON.stringify(Effect)}, neither Allow nor Deny`);
    if (!covers(statement, 'Action', request.action, true) || !covers(statement, 'Resource', request.resource, false)) continue;
    if (statement.Condition !== undefined && !holds(statement.Condition, request.context())) continue;
    if (Effect === 'Deny') return 'deny';
    decision = 'allow';
  }
  return decision;
}

/** Whether a statement's Action or Resource, or their opposite NotAction or NotResource, takes a value in. */
function covers(
  statement: { readonly [member: string]: unknown },
  member: 'Action' | 'Resource',
  value: string,
  ignoreCase: boolean,
): boolean {
  const negated = statement[`Not${member}`];
  if (statement[member] === undefined && negated === undefined) throw new PolicyError(`a statement of policyDocument has no ${member}`);
  const patterns = listOf(negated ?? statement[member]);
  const matched = patterns.some((pattern) => typeof pattern === 'string' && matchesWildcards(pattern, value, ignoreCase));
  return negated === undefined ? matched : !matched;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
