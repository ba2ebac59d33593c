import { type PolicyContext } from './variables.ts';
/** One operator of a statement with one key: all of a statement's must hold. */
export interface Condition {
    readonly key: string;
    holds(context: PolicyContext): boolean;
}
/**
 * Reads a statement's Condition.
 * @param knowsVariables policies of version 2012-10-17 may write `${aws:PrincipalArn}`
 * @throws PolicyError for an operator or a value IAM does not have
 */
export declare function parseConditions(condition: unknown, knowsVariables: boolean): readonly Condition[];
