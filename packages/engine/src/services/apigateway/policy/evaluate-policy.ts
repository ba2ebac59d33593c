import type { PatternSet, PolicyStatement } from './parse-policy.ts';
import type { PolicyPrincipal } from './principals.ts';
import { fillVariables, type PolicyContext } from './variables.ts';
import { matchesWildcards } from './wildcards.ts';

export type PolicyDecision = 'allow' | 'deny' | 'no match';

export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  /** Who signed the request; undefined is anonymous. */
  readonly principal: PolicyPrincipal | undefined;
  /** Asked for when a statement has conditions. */
  context(): PolicyContext;
}

export interface PolicyOutcome {
  readonly decision: PolicyDecision;
  /** The statement that decided. */
  readonly statement: PolicyStatement | undefined;
}

/**
 * What a policy says to a request: an explicit deny beats every allow.
 * @source "Policy evaluation logic", IAM user guide
 */
export function evaluatePolicy(statements: readonly PolicyStatement[], request: PolicyRequest): PolicyOutcome {
  let allowing: PolicyStatement | undefined;
  for (const statement of statements) {
    if (statement.effect === 'Allow' && allowing) continue;
    if (!applies(statement, request)) continue;
    if (statement.effect === 'Deny') return { decision: 'deny', statement };
    allowing = statement;
  }
  return { decision: allowing ? 'allow' : 'no match', statement: allowing };
}

function applies(statement: PolicyStatement, request: PolicyRequest): boolean {
  const { principals, actions, resources, conditions, knowsVariables } = statement;
  if (!covers(actions, (pattern) => matchesWildcards(pattern, request.action, true))) return false;
  const coversResource = covers(resources, (pattern) => {
    const filled = knowsVariables && pattern.includes('${') ? fillVariables(pattern, request.context()) : pattern;
    return filled !== undefined && matchesWildcards(filled, request.resource);
  });
  if (!coversResource || !principals(request.principal)) return false;
  return conditions.length === 0 || conditions.every((it) => it.holds(request.context()));
}

function covers({ patterns, negated }: PatternSet, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== negated;
}
