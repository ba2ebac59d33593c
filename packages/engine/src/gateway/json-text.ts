/** What JSON may escape, and what is not worth a closer look: all but printable ASCII, `"` and `\`. */
const special = /[^ !#-[\]-~]/;

/** JSON.stringify of a short text; most have nothing to escape, and then it takes a third of the time. */
export function jsonText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}
