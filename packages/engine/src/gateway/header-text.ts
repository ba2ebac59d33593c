const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Why HTTP cannot carry a header; undefined when it can. */
export function headerFault(name: string, value: string): string | undefined {
  if (!token.test(name)) return `the header name ${JSON.stringify(name)} has characters that HTTP does not allow`;
  if (hasControls(value)) return `the header ${name} has a line break or another control character`;
  return undefined;
}

/** A tab is allowed. */
function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 32 && code !== 9) || code === 127) return true;
  }
  return false;
}

/** The text whose latin1 bytes are the UTF-8 of `value`: how Node puts it on the wire. */
export function wireText(value: string): string {
  for (let index = 0; index < value.length; index += 1) {
    if (value.charCodeAt(index) > 127) return Buffer.from(value, 'utf8').toString('latin1');
  }
  return value;
}
