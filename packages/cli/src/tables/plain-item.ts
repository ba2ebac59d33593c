/** An attribute value as the wire has it: one member, named by its type. */
export type WireValue = { readonly [type: string]: unknown };
export type WireItem = { readonly [name: string]: WireValue };

/** The item as plain JSON. Numbers keep every digit; sets become lists and binaries base64 text, so their types do not come back. */
export function plainJson(item: WireItem): string {
  return object(item);
}

function object(item: WireItem): string {
  return `{${Object.entries(item)
    .map(([name, value]) => `${JSON.stringify(name)}:${valueJson(value)}`)
    .join(',')}}`;
}

export function valueJson(value: WireValue): string {
  const [[type, content] = []] = Object.entries(value);
  if (type === 'N') return String(content);
  if (type === 'NULL') return 'null';
  if (type === 'M') return object(content as WireItem);
  if (type === 'L') return `[${(content as readonly WireValue[]).map(valueJson).join(',')}]`;
  if (type === 'NS') return `[${(content as readonly string[]).join(',')}]`;
  return JSON.stringify(content);
}

/** Stands for a number while the rest is parsed, so that no digit is lost. */
const numberMark = '\u0000number';
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The item that a line of plain JSON is. @throws SyntaxError for what is no JSON object */
export function readPlainItem(line: string, key: ReadonlyMap<string, string>): WireItem {
  const marked = line.replace(stringOrNumber, (text) =>
    text.startsWith('"') ? text : `{"${JSON.stringify(numberMark).slice(1, -1)}":"${text}"}`,
  );
  const parsed: unknown = JSON.parse(marked);
  if (!isRecord(parsed) || numberMark in parsed) throw new SyntaxError('a line holds one JSON object');
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, ofKeyType(wireValue(value), key.get(name))]));
}

function wireValue(value: unknown): WireValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wireValue) };
  if (!isRecord(value)) return { NULL: true };
  if (numberMark in value) return { N: String(value[numberMark]) };
  return { M: Object.fromEntries(Object.entries(value).map(([name, it]) => [name, wireValue(it)])) };
}

/** A key attribute is of its table's type, whatever plain text makes of it. */
export function ofKeyType(value: WireValue, type: string | undefined): WireValue {
  const text = value.S ?? value.N;
  return type === undefined || typeof text !== 'string' ? value : { [type]: text };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
