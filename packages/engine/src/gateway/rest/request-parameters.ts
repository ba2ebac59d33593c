import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { evaluateJsonPath } from '../velocity/json-path.ts';
import { render, type VelocityValue } from '../velocity/values.ts';
import { readMappingSource } from './mapping-source.ts';
import type { MappedHeader, RestExchange } from './rest-exchange.ts';

/** What an integration's RequestParameters make of a request. */
export interface MappedParameters {
  /** By lower-case name. */
  readonly headers: Map<string, MappedHeader>;
  readonly query: Map<string, readonly string[]>;
  readonly path: Map<string, string>;
}

const illegalAlways = ['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'];
const illegalForAws = ['authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

/**
 * Maps the request's parameters. A mapping whose source is missing is dropped.
 * @throws GatewayError API_CONFIGURATION_ERROR for a header that may not be set
 * @source "API Gateway request and response data mapping reference"; localstack's recordings
 */
export function mapRequestParameters(exchange: RestExchange): MappedParameters {
  const mapped: MappedParameters = { headers: new Map(), query: new Map(), path: new Map() };
  for (const [target, expression] of Object.entries(exchange.route.integration.requestParameters)) {
    const [, kind, name = ''] = /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(target) ?? [];
    if (kind === 'header') refuseIllegalHeader(name, exchange);
    const values = valuesOf(expression, exchange);
    if (values === undefined) continue;
    if (kind === 'header') mapped.headers.set(name.toLowerCase(), { name, values: [values.join(',')] });
    if (kind === 'querystring') mapped.query.set(name, values);
    if (kind === 'path') mapped.path.set(name, values.join(','));
  }
  return mapped;
}

/** Puts what a mapping template set in `$context.requestOverride` in the place of what was mapped. */
export function applyRequestOverrides(mapped: MappedParameters, { templateContext }: RestExchange): void {
  const override = templateContext?.get('requestOverride');
  if (!(override instanceof Map)) return;
  for (const [name, value] of entriesOf(override.get('header'))) mapped.headers.set(name.toLowerCase(), { name, values: textsOf(value) });
  for (const [name, value] of entriesOf(override.get('querystring'))) mapped.query.set(name, textsOf(value));
  for (const [name, value] of entriesOf(override.get('path'))) mapped.path.set(name, render(value));
}

function entriesOf(value: VelocityValue | undefined): Iterable<[string, VelocityValue]> {
  return value instanceof Map ? value : [];
}

function textsOf(value: VelocityValue): readonly string[] {
  return Array.isArray(value) ? Array.from(value, render) : [render(value)];
}

/** An illegal mapping fails the call of every integration type, AWS_PROXY too. @source localstack's recordings */
export function refuseIllegalHeader(name: string, exchange: RestExchange): void {
  const { type, source } = exchange.route.integration;
  const key = name.toLowerCase();
  const isAws = type === 'AWS' || type === 'AWS_PROXY';
  if (!illegalAlways.includes(key) && !(isAws && illegalForAws.includes(key))) return;
  const message = `RequestParameters may not set the header ${name} of an integration of type ${type}.`;
  throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
    explanation: { message, at: placeIn(source, 'RequestParameters', 'requestParameters'), hint: 'Remove the mapping.' },
    layer: 'integration',
  });
}

function valuesOf(expression: string, exchange: RestExchange): readonly string[] | undefined {
  const multiple = /^method\.request\.multivaluequerystring\.(.+)$/.exec(expression)?.[1];
  if (multiple !== undefined) return exchange.query.get(multiple);
  const [isBody, path] = /^method\.request\.body(?:\.(.+))?$/.exec(expression) ?? [];
  const value = isBody === undefined ? readMappingSource(expression, exchange) : bodyValue(path, exchange);
  return value === undefined ? undefined : [value];
}

function bodyValue(path: string | undefined, { request }: RestExchange): string | undefined {
  const text = request.body.length === 0 ? '{}' : request.body.toString('utf8');
  if (path === undefined) return text;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Text that looks like JSON and is none is the client's mistake; other text has no members.
    if (!/^\s*[{["']/.test(text)) return undefined;
    const message = 'A mapping reads a member of the body, and the body is not JSON.';
    throw new GatewayError('BAD_REQUEST_BODY', 'Invalid JSON in request body', { explanation: { message } });
  }
  const found = evaluateJsonPath(body, `$.${path}`);
  if (found === undefined || found === null) return undefined;
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
}
