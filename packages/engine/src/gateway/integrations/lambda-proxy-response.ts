import type { GatewayAnswer } from '../gateway-request.ts';
import { headerFault, wireText } from '../header-text.ts';
import { firstAccepted } from '../media-types.ts';
import { outgoingHeaderName } from '../rest/response-headers.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';

/** What is wrong with a function's result, and how to mend it. */
export interface ResultFault {
  readonly message: string;
  readonly hint: string;
}

export interface ProxyResult {
  readonly statusCode: number;
  /** Names and values in turn, the list map's first. */
  readonly headers: string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const members = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];
const shape = 'Return { statusCode, headers, body } with a body that is text.';

/**
 * Reads what a function returned. Anything but AWS's shape is a fault, as AWS answers 502 to it.
 * @source "Output format of a Lambda function for proxy integration"; localstack's recordings of response formats
 */
export function readProxyResult(payload: string): ProxyResult | ResultFault {
  let result: unknown;
  try {
    result = JSON.parse(payload);
  } catch {
    return { message: 'the result is not JSON', hint: shape };
  }
  if (result === null)
    return {
      message: 'the function returned nothing (undefined or null)',
      hint: `${shape} A branch without a return, or a missing await, gives undefined.`,
    };
  if (Array.isArray(result)) return { message: 'the result is a list', hint: shape };
  if (!isObject(result)) return { message: `the result is a ${typeof result}`, hint: shape };
  for (const member in result) if (!members.includes(member)) return unknownMember(member);
  const statusCode = readStatusCode(result.statusCode);
  if (typeof statusCode === 'object') return statusCode;
  const body = result.body ?? '';
  if (typeof body !== 'string') return bodyFault(body);
  const { isBase64Encoded } = result;
  if (
    isBase64Encoded !== undefined &&
    isBase64Encoded !== null &&
    typeof isBase64Encoded !== 'boolean' &&
    !isBooleanText(isBase64Encoded)
  ) {
    return { message: `isBase64Encoded is ${JSON.stringify(isBase64Encoded)}`, hint: 'isBase64Encoded must be true or false.' };
  }
  const headers = readHeaders(result.headers, result.multiValueHeaders);
  if (!Array.isArray(headers)) return headers;
  return { statusCode, headers, body, isBase64Encoded: String(isBase64Encoded) === 'true' };
}

export function isFault(result: ProxyResult | ResultFault): result is ResultFault {
  return 'hint' in result;
}

function unknownMember(member: string): ResultFault {
  const message = `the result has the member "${member}", which is none of ${members.join(', ')}`;
  if (member === 'cookies')
    return { message, hint: "cookies belong to HTTP APIs' payload 2.0: use multiValueHeaders: { 'Set-Cookie': [...] }." };
  return { message, hint: `Put your data into body: { statusCode: 200, body: JSON.stringify(...) }.` };
}

function readStatusCode(value: unknown): number | ResultFault {
  if (value === undefined || value === null) return 200;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 200 && number <= 599) return number;
  return { message: `statusCode is ${JSON.stringify(value)}`, hint: 'statusCode must be a whole number from 200 to 599.' };
}

function bodyFault(body: unknown): ResultFault {
  const kind = Array.isArray(body) ? 'a list' : typeof body === 'object' ? 'an object' : `a ${typeof body}`;
  return { message: `body is ${kind}`, hint: 'body must be text: JSON.stringify it.' };
}

function readHeaders(single: unknown, multiple: unknown): string[] | ResultFault {
  if (single !== undefined && single !== null && !isObject(single))
    return { message: 'headers is not an object', hint: 'headers must be an object of texts.' };
  if (multiple !== undefined && multiple !== null && !isObject(multiple)) {
    return { message: 'multiValueHeaders is not an object', hint: 'multiValueHeaders must be an object of lists of texts.' };
  }
  const plain = multiple === undefined || multiple === null ? plainHeaders(single ?? {}) : undefined;
  if (plain) return plain;
  const collected = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, values] of Object.entries(multiple ?? {})) {
    if (!Array.isArray(values)) {
      return {
        message: `multiValueHeaders.${name} is not a list`,
        hint: `Write multiValueHeaders: { '${name}': [value] }, or put it into headers.`,
      };
    }
    const fault = collect(collected, name, values, 'multiValueHeaders');
    if (fault) return fault;
  }
  for (const [name, value] of Object.entries(single ?? {})) {
    const fault = collect(collected, name, [value], 'headers');
    if (fault) return fault;
  }
  return [...collected.values()].flatMap(({ name, values }) => values.flatMap((value) => [name, value]));
}

/** Each name is compared with all before it. */
const maximumPlainLines = 64;

/** Headers that are all of them sound text under names of their own, as nearly all are; undefined when a closer look is needed. */
function plainHeaders(headers: { readonly [name: string]: unknown }): string[] | undefined {
  const lines: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (lines.length > maximumPlainLines || typeof value !== 'string' || headerFault(name, value)) return undefined;
    const key = name.toLowerCase();
    for (let index = 0; index < lines.length; index += 2) if (lines[index]?.toLowerCase() === key) return undefined;
    lines.push(name, value);
  }
  return lines;
}

function collect(
  into: Map<string, { name: string; values: string[] }>,
  name: string,
  values: readonly unknown[],
  map: string,
): ResultFault | undefined {
  const key = name.toLowerCase();
  for (const value of values) {
    if (value === null) continue;
    if (typeof value === 'object') {
      const list = Array.isArray(value) ? 'a list: use multiValueHeaders for several values' : 'an object';
      return { message: `${map}.${name} is ${list}`, hint: 'Header values must be text.' };
    }
    const text = String(value);
    const fault = headerFault(name, text);
    if (fault) return { message: fault, hint: 'Remove the character, or encode the value.' };
    const found = into.get(key);
    if (found) found.values.push(text);
    else into.set(key, { name, values: [text] });
  }
  return undefined;
}

/** The client's answer to a sound result. Undefined when the body should be base64 and is not: AWS answers 500. */
export function answerOfProxyResult(result: ProxyResult, exchange: RestExchange): GatewayAnswer | undefined {
  const headers: string[] = [];
  let typed = false;
  for (let index = 0; index + 1 < result.headers.length; index += 2) {
    const name = outgoingHeaderName(result.headers[index] ?? '');
    if (name === undefined) continue;
    if (name.toLowerCase() === 'content-type') typed = true;
    headers.push(name, wireText(result.headers[index + 1] ?? ''));
  }
  if (!typed) headers.unshift('Content-Type', 'application/json');
  headers.push(
    'x-amzn-RequestId',
    exchange.request.requestId,
    'x-amz-apigw-id',
    exchange.extendedRequestId,
    'X-Amzn-Trace-Id',
    exchange.traceId,
  );
  if (!result.isBase64Encoded) return { statusCode: result.statusCode, headers, body: result.body };
  const accepted = firstAccepted(exchange.headers.last('accept'));
  if (accepted === undefined || !exchange.stage.isBinary(accepted)) return { statusCode: result.statusCode, headers, body: result.body };
  if (!isBase64(result.body)) return undefined;
  return { statusCode: result.statusCode, headers, body: Buffer.from(result.body, 'base64') };
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBooleanText(value: unknown): boolean {
  return value === 'true' || value === 'false';
}
