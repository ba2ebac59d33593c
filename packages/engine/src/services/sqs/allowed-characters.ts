/** What neither a body nor the text of an attribute may hold. @source "SendMessage", Amazon SQS API reference */
export const notAllowed: RegExp = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** A character as SQS names it: `#x8`. */
export function hexOf(character: string): string {
  return `#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}
