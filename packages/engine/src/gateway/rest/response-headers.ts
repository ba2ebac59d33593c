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
