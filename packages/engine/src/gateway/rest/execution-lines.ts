import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { functionOfUri } from '../lambda-uri.ts';
import type { RestExchange } from './rest-exchange.ts';

/** A line of an execution log, and who gets it: all levels, INFO, or INFO with data trace. */
export interface ExecutionLine {
  readonly text: string;
  readonly for: 'ERROR' | 'INFO' | 'data trace';
}

/** Only these are in no log of headers. */
const ownHeaders = ['x-amzn-requestid', 'x-amz-apigw-id'];
/** And of these only the end is. */
const maskedHeaders = ['authorization', 'x-api-key'];
/** @source "Set up CloudWatch logging for REST APIs in API Gateway": what is longer is cut off */
const maximumLineLength = 1024;

/** What is told of a request before it is worked on. @source localstack's recordings of TestInvokeMethod */
export function requestLines({ request, httpMethod, path, pathParameters, query, headers }: RestExchange): readonly ExecutionLine[] {
  const { requestId, body } = request;
  return [
    line('INFO', `Starting execution for request: ${requestId}`),
    line('INFO', `HTTP Method: ${httpMethod}, Resource Path: ${path}`),
    line('data trace', `Method request path: ${mapText(Object.entries(pathParameters ?? {}))}`),
    line('data trace', `Method request query string: ${mapText([...query].map(([name, values]) => [name, values.at(-1) ?? '']))}`),
    line('data trace', `Method request headers: ${mapText(headerPairs(headers.byName.values()))}`),
    line('data trace', `Method request body before transformations: ${body}`),
  ];
}

/** What is told of a request that was answered. */
export function answerLines(exchange: RestExchange, { statusCode, headers, body }: GatewayAnswer): readonly ExecutionLine[] {
  return [
    ...integrationLines(exchange),
    line('data trace', `Method response body after transformations: ${body}`),
    line('data trace', `Method response headers: ${mapText(pairsOf(headers))}`),
    line('INFO', 'Successfully completed execution'),
    line('INFO', `Method completed with status: ${statusCode}`),
  ];
}

/** What is told of a request that the gateway refused. */
export function refusalLines(exchange: RestExchange, error: GatewayError): readonly ExecutionLine[] {
  const text = refusalText(exchange, error);
  return [
    // Nothing is sent to an address that is none. @source localstack's recording of a failed TestInvokeMethod
    ...(text.endsWith(noEndpoint) ? [] : integrationLines(exchange)),
    line('ERROR', text),
    line('ERROR', `Method completed with status: ${error.statusCode}`),
  ];
}

const noEndpoint = 'Invalid endpoint address';

/** @source public reports of execution logs; "How can I use Amazon API Gateway logs for troubleshooting?", AWS knowledge center */
function refusalText({ request, route, headers, trace }: RestExchange, error: GatewayError): string {
  const { type, text, layer, explanation, validationErrorString } = error;
  const reason = explanation.message.replace(/\.$/, '');
  const { invocation } = trace;
  const { api, stage, resource } = route;
  const { httpMethod } = route.method;
  switch (type) {
    case 'BAD_REQUEST_PARAMETERS':
      return `${text}`;
    case 'BAD_REQUEST_BODY': {
      const contentType = (headers.last('content-type') ?? 'application/json').split(';')[0];
      return validationErrorString === undefined
        ? `${text}`
        : `Request body does not match model schema for content type ${contentType}: ${validationErrorString}`;
    }
    case 'UNAUTHORIZED':
    case 'ACCESS_DENIED':
      return `Unauthorized request: ${request.requestId}`;
    case 'INVALID_API_KEY':
      return `API Key ${masked(headers.last('x-api-key') ?? '')} not authorized because method '${httpMethod} ${resource.path}' requires API Key and API Key is not associated with a Usage Plan for API Stage ${api.id}/${stage.stageName}: No Usage Plan found for key and API Stage`;
    case 'QUOTA_EXCEEDED':
    case 'THROTTLED': {
      const limit = type === 'THROTTLED' ? 'throttle' : 'quota';
      return `Key ${limit} limit exceeded for RestApi ${api.id}, Stage ${stage.stageName}, Resource ${resource.id}, HttpMethod ${httpMethod}. ${reason}`;
    }
    case 'INTEGRATION_TIMEOUT':
      return 'Execution failed due to a timeout error';
    case 'INTEGRATION_FAILURE':
      return 'Execution failed due to a network error communicating with endpoint';
  }
  if (layer === 'lambda' && invocation?.error)
    return `Lambda execution failed with status 200 due to customer function error: ${invocation.error.message}. Lambda request id: ${invocation.requestId}`;
  return `Execution failed due to configuration error: ${reason.startsWith("The integration's endpoint is no URL") ? noEndpoint : reason}`;
}

/** What went to the integration and came back, as far as it came. */
function integrationLines(on: RestExchange): readonly ExecutionLine[] {
  const sent = on.integrationRequestIfAny;
  if (!sent || on.route.integration.type === 'MOCK') return [];
  const functionName = functionOfUri(sent.uri);
  const uri =
    functionName === undefined
      ? sent.uri
      : `https://lambda.${on.world.region}.amazonaws.com/2015-03-31/functions/${functionName}/invocations`;
  const lines = [
    line('data trace', `Endpoint request URI: ${uri}`),
    line('data trace', `Endpoint request headers: ${mapText(headerPairs(sent.headers.values()))}`),
    line('data trace', `Endpoint request body after transformations: ${sent.body}`),
    line('data trace', `Sending request to ${uri}`),
  ];
  if (on.integrationStatus === undefined) return lines;
  const { headers, body } = on.integrationResponse;
  return [
    ...lines,
    line(
      'data trace',
      `Received response. Status: ${on.integrationStatus}, Integration latency: ${Math.round(on.integrationLatencyMs ?? 0)} ms`,
    ),
    line('data trace', `Endpoint response headers: ${mapText(headerPairs(headers.values()))}`),
    line('data trace', `Endpoint response body before transformations: ${body}`),
  ];
}

function line(level: ExecutionLine['for'], text: string): ExecutionLine {
  return { for: level, text: text.length > maximumLineLength ? `${text.slice(0, maximumLineLength)} [TRUNCATED]` : text };
}

function headerPairs(
  headers: Iterable<{ readonly name: string; readonly values: readonly string[] }>,
): readonly (readonly [string, string])[] {
  return [...headers].map(({ name, values }) => {
    const value = values.at(-1) ?? '';
    return [name, maskedHeaders.includes(name.toLowerCase()) ? masked(value) : value];
  });
}

/** All but the end as stars. @source localstack's recordings of TestInvokeMethod */
export function masked(secret: string): string {
  const shown = secret.slice(-6);
  return '*'.repeat(secret.length - shown.length) + shown;
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
