/** Condition keys of a request, `aws:SourceIp` and the like, by lower-case name. */
export type PolicyContext = ReadonlyMap<string, string>;

/**
 * Fills `${aws:PrincipalArn}`, `${aws:username, 'default'}` and the escapes `${*}`, `${?}`, `${$}`. Undefined when a variable has no value:
 * then the text matches nothing.
 * @source "IAM policy elements: Variables and tags"
 */
export function fillVariables(text: string, context: PolicyContext): string | undefined {
  if (!text.includes('${')) return text;
  let isComplete = true;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_all, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const [name = '', fallback] = inner.split(/,(.*)/s).map((it) => it.trim());
    const value = context.get(name.toLowerCase()) ?? fallback?.replace(/^'(.*)'$/s, '$1');
    if (value === undefined) isComplete = false;
    return value ?? '';
  });
  return isComplete ? filled : undefined;
}
