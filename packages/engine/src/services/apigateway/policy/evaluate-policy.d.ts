import type { PolicyStatement } from './parse-policy.ts';
import type { PolicyPrincipal } from './principals.ts';
import { type PolicyContext } from './variables.ts';
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
export declare function evaluatePolicy(statements: readonly PolicyStatement[], request: PolicyRequest): PolicyOutcome;
