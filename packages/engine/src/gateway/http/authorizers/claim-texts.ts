/**
 * Claims as `requestContext.authorizer.jwt.claims` has them: all of them text, numbers as they are, lists as `[a b]`.
 * @source localstack's recordings; public reports of `cognito:groups` in HTTP APIs
 */
export function claimTexts(claims: { readonly [name: string]: unknown }): { readonly [name: string]: string } {
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) if (value !== null && value !== undefined) texts[name] = textOf(value);
  return texts;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
