import { type Condition } from './conditions.ts';
import { type PrincipalTest } from './principals.ts';
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
/**
 * Reads the policy of an identity, or one that an authorizer answers: it has no principals.
 * @throws PolicyError when the policy is no policy
 * @source "IAM JSON policy elements reference", IAM user guide
 */
export declare function parsePolicy(policy: unknown): readonly PolicyStatement[];
/** The same for the policy of a resource, whose statements name principals. @throws PolicyError */
export declare function parseResourcePolicy(policy: unknown): readonly PolicyStatement[];
