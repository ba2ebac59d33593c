/** Condition keys of a request, `aws:SourceIp` and the like, by lower-case name. */
export type PolicyContext = ReadonlyMap<string, string>;
/**
 * Fills `${aws:PrincipalArn}`, `${aws:username, 'default'}` and the escapes `${*}`, `${?}`, `${$}`. Undefined when a variable has no value:
 * then the text matches nothing.
 * @source "IAM policy elements: Variables and tags"
 */
export declare function fillVariables(text: string, context: PolicyContext): string | undefined;
