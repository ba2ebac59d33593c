import type { World } from '../../world/world.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { functionOfUri } from '../lambda-uri.ts';
import type { RestExchange } from './rest-exchange.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Only these are in no log of headers. */
const ownHeaders = ['x-amzn-requestid', 'x-amz-apigw-id'];

/** The execution log of a test. @source localstack's recordings of TestInvokeMethod */
export class TestLog {
  readonly #lines: string[] = [];
  readonly #world: World;
  readonly #exchange: RestExchange;

  constructor(world: World, exchange: RestExchange) {
    this.#world = world;
    this.#exchange = exchange;
    const { request, httpMethod, path, pathParameters, query, headers } = exchange;
    const { requestId, body } = request;
    this.#lines.push(`Execution log for request ${requestId}`);
    this.#add(`Starting execution for request: ${requestId}`);
    this.#add(`HTTP Method: ${httpMethod}, Resource Path: ${path}`);
    this.#add(`Method request path: ${mapText(Object.entries(pathParameters ?? {}))}`);
    this.#add(`Method request query string: ${mapText([...query].map(([name, values]) => [name, values.at(-1) ?? '']))}`);
    this.#add(`Method request headers: ${mapText([...headers.byName.values()].map(({ name, values }) => [name, values.at(-1) ?? '']))}`);
    this.#add(`Method request body before transformations: ${body}`);
  }

  completed({ statusCode, headers, body }: GatewayAnswer): void {
    this.#integration();
    this.#add(`Method response body after transformations: ${body}`);
    this.#add(`Method response headers: ${mapText(pairsOf(headers))}`);
    this.#add('Successfully completed execution');
    this.#add(`Method completed with status: ${statusCode}`);
  }

  failed({ type, text, explanation, statusCode }: GatewayError): void {
    const reason = explanation.message.replace(/\.$/, '');
    // Nothing is sent to an address that is none. @source localstack's recording of a failed TestInvokeMethod
    if (!isNoEndpoint(reason)) this.#integration();
    if (type === 'BAD_REQUEST_PARAMETERS' || type === 'BAD_REQUEST_BODY') this.#add(`Request failed validation: ${text}. ${reason}`);
    else if (type === 'UNAUTHORIZED' || type === 'ACCESS_DENIED') this.#add(`Unauthorized request: ${reason}`);
    else this.#add(`Execution failed due to configuration error: ${isNoEndpoint(reason) ? 'Invalid endpoint address' : reason}`);
    this.#add(`Method completed with status: ${statusCode}`);
  }

  authorized(): void {
    this.#add('Successfully completed authorizer execution');
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** What went to the integration and came back, as far as it came. */
  #integration(): void {
    const { integrationRequestIfAny: sent, integrationStatus, integrationLatencyMs, route } = this.#exchange;
    if (!sent || route.integration.type === 'MOCK') return;
    const functionName = functionOfUri(sent.uri);
    const { region } = this.#world;
    const uri =
      functionName === undefined ? sent.uri : `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${functionName}/invocations`;
    this.#add(`Endpoint request URI: ${uri}`);
    this.#add(`Endpoint request headers: ${mapText([...sent.headers.values()].map(({ name, values }) => [name, values.at(-1) ?? '']))}`);
    this.#add(`Endpoint request body after transformations: ${sent.body}`);
    this.#add(`Sending request to ${uri}`);
    if (integrationStatus === undefined) return;
    const { headers, body } = this.#exchange.integrationResponse;
    this.#add(`Received response. Status: ${integrationStatus}, Integration latency: ${Math.round(integrationLatencyMs ?? 0)} ms`);
    this.#add(`Endpoint response headers: ${mapText([...headers.values()].map(({ name, values }) => [name, values.at(-1) ?? '']))}`);
    this.#add(`Endpoint response body before transformations: ${body}`);
  }

  #add(line: string): void {
    this.#lines.push(`${dateText(this.#world.now())} : ${line}`);
  }
}

function isNoEndpoint(reason: string): boolean {
  return reason.startsWith("The integration's endpoint is no URL") || reason.includes('cannot be reached');
}

function pairsOf(headers: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!ownHeaders.includes(name.toLowerCase())) pairs.push([name, headers[index + 1] ?? '']);
  }
  return pairs;
}

/** As Java prints a map: `{a=1, b=2}`. */
function mapText(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** As Java prints a date: `Sun Feb 04 18:48:23 UTC 2024`. */
function dateText(nowMs: number): string {
  const date = new Date(nowMs);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}
