import { jsonDocument } from './json-document.ts';
import { QueryText } from './query-text.ts';
import { unreadable } from './rpc-service.ts';
import type { Refused, Wire } from './wire.ts';

/** A caller's document is not deeper, and not longer, than any of AWS's. */
const [maximumDepth, maximumParameters] = [32, 20_000];

interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

/**
 * The AWS query protocol: a form in, XML out, or JSON for who asks for that: API Gateway does.
 * @source "AWS query protocol", Smithy 2.0 specification
 */
export const queryWire: Wire = {
  operationOf(request) {
    const type = String(request.headers['content-type'] ?? '');
    if (!type.startsWith('application/x-www-form-urlencoded') && request.method !== 'GET') return undefined;
    return formOf(request).get('Action') ?? undefined;
  },
  read: (request) => documentOf(formOf(request)),
  write: (output, { operation, service, request, requestId }) => {
    if (request.headers.accept === 'application/json') {
      const result = output && { [`${operation}Result`]: merged(service.query?.nulls?.[operation] ?? {}, jsonDocument(output)) };
      const document = { [`${operation}Response`]: { ...result, ResponseMetadata: { RequestId: requestId } } };
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
    }
    const result = output === undefined ? '' : membersOf(output);
    const namespace = service.query?.xmlNamespace ?? '';
    const body =
      `<${operation}Response xmlns="${namespace}"><${operation}Result>${result}</${operation}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
    return { headers: { 'content-type': 'text/xml' }, body };
  },
  refuse: ({ error, code }: Refused, { service, request, requestId }) => {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    if (request.headers.accept === 'application/json') {
      const document = { Error: { Code: code ?? error.code, Message: error.message, Type: type }, RequestId: requestId };
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
    }
    const body =
      `<ErrorResponse xmlns="${service.query?.xmlNamespace ?? ''}"><Error><Type>${type}</Type><Code>${escapeXml(code ?? error.code)}</Code>` +
      `<Message>${escapeXml(error.message)}</Message>${membersOf(error.members)}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { headers: { 'content-type': 'text/xml' }, body };
  },
};

/** A document over what stands for its absent members. */
function merged(nulls: object, document: object): object {
  const given = new Map(Object.entries(document));
  const filled = Object.entries(nulls).map(([name, value]) => {
    const member: unknown = given.get(name);
    return [name, isObject(member) && isObject(value) ? merged(value, member) : (member ?? value)] as const;
  });
  return { ...document, ...Object.fromEntries(filled) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function formOf({ method, url, body }: { readonly method: string; readonly url: string; readonly body: Buffer }): URLSearchParams {
  return new URLSearchParams(method === 'GET' ? (url.split('?')[1] ?? '') : body.toString('utf8'));
}

/** `A.member.1.B=x` and its like as lists, maps and structures of texts. */
function documentOf(form: URLSearchParams): unknown {
  const root: Node = { text: undefined, children: new Map() };
  let count = 0;
  for (const [name, value] of form) {
    count += 1;
    if (count > maximumParameters) throw unreadable(`The request has more than ${maximumParameters} parameters.`);
    if (name === 'Action' || name === 'Version') continue;
    const path = name.split('.');
    if (path.length > maximumDepth) throw unreadable(`The parameter ${name.slice(0, 100)} is nested too deep.`);
    let node = root;
    for (const part of path) {
      const child = node.children.get(part) ?? { text: undefined, children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = value;
  }
  return Object.fromEntries([...root.children].map(([name, child]) => [name, wireOf(child)]));
}

function wireOf(node: Node): unknown {
  if (node.children.size === 0) return new QueryText(node.text ?? '');
  const [first, ...more] = node.children.keys();
  const only = more.length === 0 && first !== undefined ? node.children.get(first) : undefined;
  if (only && first === 'member' && isList(only)) return listOf(only);
  if (only && first === 'entry' && isList(only)) return mapOf(only);
  if (isList(node)) return listOf(node);
  return Object.fromEntries([...node.children].map(([name, child]) => [name, wireOf(child)]));
}

function isList({ children }: Node): boolean {
  return children.size > 0 && [...children.keys()].every((name) => /^[1-9]\d{0,6}$/.test(name));
}

function listOf({ children }: Node): unknown[] {
  return [...children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => wireOf(child));
}

function mapOf(node: Node): unknown {
  const entries = [...node.children.values()].map(({ children }) => {
    const key = children.get('key') ?? children.get('Name');
    const value = children.get('value') ?? children.get('Value');
    return [key?.text ?? '', value ? wireOf(value) : new QueryText('')] as const;
  });
  return Object.fromEntries(entries);
}

/** A structure's members as elements. */
function membersOf(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => elementOf(name, member))
    .join('');
}

/** One element of XML; '' for what is undefined. */
export function elementOf(name: string, value: unknown): string {
  return value === undefined || value === null ? '' : `<${name}>${contentOf(value)}</${name}>`;
}

function contentOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (Array.isArray(value)) return value.map((it) => elementOf('member', it)).join('');
  if (value instanceof Map) {
    const entries: [unknown, unknown][] = [...value];
    return entries.map(([key, it]) => `<entry>${elementOf('key', key)}${elementOf('value', it)}</entry>`).join('');
  }
  if (typeof value === 'object' && value !== null) return membersOf(value);
  return escapeXml(String(value));
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '\ufffd');
}
