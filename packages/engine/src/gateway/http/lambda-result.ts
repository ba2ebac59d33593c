import type { GatewayAnswer } from '../gateway-request.ts';
import { headerFault, wireText } from '../header-text.ts';

/** What is wrong with a function's result, and how to mend it. */
export interface ResultFault {
  readonly message: string;
  readonly hint: string;
}

const shape = 'Return { statusCode, headers, body } with a body that is text.';
const plainText = 'text/plain; charset=utf-8';
const members1 = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];

export function isFault(result: GatewayAnswer | ResultFault): result is ResultFault {
  return 'hint' in result;
}

/**
 * The answer that a function's result is in payload format 2.0. Without a statusCode the whole result is the body of a 200.
 *
 * @param defaultType of an answer with a statusCode and no Content-Type
 * @source "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway": format 2.0; localstack's recordings
 */
export function answerOfResult2(payload: Buffer, defaultType: string = plainText): GatewayAnswer | ResultFault {
  const text = payload.toString('utf8');
  const result = parsed(text);
  if (isObject(result) && result.statusCode !== undefined && result.statusCode !== null)
    return structured(result, { cookies: result.cookies, defaultType });
  const body = typeof result === 'string' ? result : text;
  return { statusCode: 200, headers: ['Content-Type', 'application/json'], body };
}

/** The same in payload format 1.0, which has one shape alone. @source localstack's recordings */
export function answerOfResult1(payload: Buffer): GatewayAnswer | ResultFault {
  const result = parsed(payload.toString('utf8'));
  if (!isObject(result)) return { message: `the result is ${kindOf(result)}`, hint: `${shape} Payload format 2.0 takes any JSON.` };
  const unknown = Object.keys(result).find((member) => !members1.includes(member));
  if (unknown !== undefined)
    return {
      message: `the result has the member "${unknown}", which payload format 1.0 does not know`,
      hint: `It knows ${members1.join(', ')}.`,
    };
  return structured(result, { multiValueHeaders: result.multiValueHeaders, defaultType: plainText });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Output that is no JSON is text like any other.
    return text;
  }
}

type Members = { readonly [member: string]: unknown };

function structured(
  result: Members,
  { cookies, multiValueHeaders, defaultType }: { cookies?: unknown; multiValueHeaders?: unknown; defaultType: string },
): GatewayAnswer | ResultFault {
  const statusCode = statusOf(result.statusCode);
  if (statusCode === undefined)
    return { message: `statusCode is ${JSON.stringify(result.statusCode)}`, hint: 'statusCode must be a whole number from 200 to 599.' };
  const body = result.body ?? '';
  if (typeof body !== 'string') return { message: `body is ${kindOf(body)}`, hint: 'body must be text: JSON.stringify it.' };
  const headers: string[] = [];
  const fault =
    addHeaders(headers, result.headers, 'headers') ??
    addHeaders(headers, multiValueHeaders, 'multiValueHeaders') ??
    addCookies(headers, cookies);
  if (fault) return fault;
  if (!headers.some((it, index) => index % 2 === 0 && it.toLowerCase() === 'content-type')) headers.unshift('Content-Type', defaultType);
  if (String(result.isBase64Encoded) !== 'true') return { statusCode, headers, body };
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body) || body.length % 4 !== 0)
    return { message: 'isBase64Encoded is true and body is not base64', hint: "Encode it: body: buffer.toString('base64')." };
  return { statusCode, headers, body: Buffer.from(body, 'base64') };
}

function statusOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 200 && number <= 599 ? number : undefined;
}

function addHeaders(into: string[], map: unknown, member: 'headers' | 'multiValueHeaders'): ResultFault | undefined {
  if (map === undefined || map === null) return undefined;
  if (!isObject(map)) return { message: `${member} is ${kindOf(map)}`, hint: `${member} must be an object.` };
  for (const [name, given] of Object.entries(map)) {
    const isList = Array.isArray(given);
    if (isList !== (member === 'multiValueHeaders') && given !== null)
      return {
        message: `${member}.${name} is ${kindOf(given)}`,
        hint: isList ? 'A header is text; several Set-Cookie go into cookies.' : 'Write a list of texts.',
      };
    for (const value of isList ? given : [given]) {
      if (value === null || value === undefined) continue;
      if (typeof value === 'object') return { message: `${member}.${name} has ${kindOf(value)}`, hint: 'Header values must be text.' };
      const fault = headerFault(name, String(value));
      if (fault) return { message: fault, hint: 'Remove the character, or encode the value.' };
      into.push(name, wireText(String(value)));
    }
  }
  return undefined;
}

/** One Set-Cookie each. */
function addCookies(into: string[], cookies: unknown): ResultFault | undefined {
  if (cookies === undefined || cookies === null) return undefined;
  if (!Array.isArray(cookies)) return { message: `cookies is ${kindOf(cookies)}`, hint: 'cookies must be a list of texts.' };
  for (const cookie of cookies) {
    if (typeof cookie !== 'string') return { message: `cookies has ${kindOf(cookie)}`, hint: 'cookies must be a list of texts.' };
    const fault = headerFault('Set-Cookie', cookie);
    if (fault) return { message: fault, hint: 'Remove the character, or encode the value.' };
    into.push('Set-Cookie', wireText(cookie));
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
