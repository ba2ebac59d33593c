/** An integration may not set these: they come out as `x-amzn-Remapped-NAME`. @source localstack's recordings of responses */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
  'x-amzn-requestid',
]);

const dropped = new Set(['transfer-encoding', 'via']);

/** The name a response header of an integration goes out with; undefined when it does not go out. */
export function outgoingHeaderName(name: string): string | undefined {
  const key = name.toLowerCase();
  if (dropped.has(key)) return undefined;
  return remapped.has(key) ? `x-amzn-Remapped-${name}` : name;
}

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
