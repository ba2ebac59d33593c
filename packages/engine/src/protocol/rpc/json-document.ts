/** An operation's answer as JSON has it: timestamps as seconds since 1970, blobs as base64, maps as objects. */
export function jsonDocument(output: object): object {
  return Object.fromEntries(Object.entries(output).map(([name, member]) => [name, jsonOf(member)]));
}

function jsonOf(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, member]) => [String(name), jsonOf(member)]));
  return typeof value === 'object' && value !== null ? jsonDocument(value) : value;
}
