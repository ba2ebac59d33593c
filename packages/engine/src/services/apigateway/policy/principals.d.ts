/** Who calls, when the request is signed; undefined is anonymous. */
export interface PolicyPrincipal {
    readonly accountId: string;
    /** Of the user, or of the role's session. */
    readonly arn: string;
    /** Of the role that the session is of. */
    readonly roleArn: string | undefined;
}
export type PrincipalTest = (principal: PolicyPrincipal | undefined) => boolean;
/**
 * Reads a statement's Principal or NotPrincipal. An ARN or account takes in signed requests only: an anonymous caller is `*` alone.
 * @throws PolicyError when a resource policy's statement has none
 * @source "AWS JSON policy elements: Principal"
 */
export declare function parsePrincipals(statement: {
    readonly [member: string]: unknown;
}): PrincipalTest;
