const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Claims as `requestContext.authorizer.claims` has them: all of them text. The two dates that every token has are written out, lists are
 * joined by commas.
 *
 * @source AWS's own sample events of REST APIs with user pools: `"exp": "Thu Jan 01 00:00:00 UTC 1970"`, `"auth_time": "1234567890"`
 */
export function claimTexts(claims: { readonly [name: string]: unknown }): { readonly [name: string]: string } {
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) {
    if (value === null || value === undefined) continue;
    texts[name] = (name === 'exp' || name === 'iat') && typeof value === 'number' ? dateText(value) : textOf(value);
  }
  return texts;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As Java prints a date: `Fri Jul 10 19:19:04 UTC 2026`. */
function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}
