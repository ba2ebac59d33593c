import type { AwsRequest } from '../../protocol/aws-service.ts';
import { type CalledService, calledServices } from '../../services/called-services.ts';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

/** `SERVICE:action/ACTION`, which `&NAME=VALUE` may follow, or `SERVICE:path/PATH`. @source "PutIntegration": uri */
const serviceUri = /^arn:[^:]+:apigateway:[^:]*:([a-z0-9-]+):(?:action\/(\w+)(?:[&?](.*))?|path\/([^?]*)(?:\?(.*))?)$/s;

interface ServiceCall {
  readonly name: string;
  readonly action: string | undefined;
  /** Of the service's endpoint. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * Sends the integration's request to a service in the protocol that it asks for, and takes whatever is answered, refusals too.
 *
 * @throws GatewayError API_CONFIGURATION_ERROR for a service that cannot be called here
 * @source "Integrate Amazon API Gateway with Amazon SQS to handle asynchronous REST APIs", AWS prescriptive guidance; "How do I use API
 *   Gateway as a proxy for another AWS service?", AWS knowledge center; localstack's recordings of SQS, SSM and EventBridge integrations
 */
export async function callService(exchange: RestExchange): Promise<void> {
  const { uri } = exchange.integrationRequest;
  const call = readUri(uri);
  const called = call && Object.hasOwn(calledServices, call.name) ? calledServices[call.name] : undefined;
  if (!call || !called) throw notCalled(call?.name ?? uri, exchange);
  const service = called.service(exchange.services);
  const answer = await withinTime(service.handle(requestOf(call, called, exchange)), exchange);
  if (answer.notServed) throw notCalled(`${call.name}:${call.action ?? call.path}`, exchange);
  exchange.integrationResponse = {
    statusCode: answer.status,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, { name, values: [value] }])),
    body: answer.body,
    selectionValue: String(answer.status),
  };
}

function readUri(uri: string): ServiceCall | undefined {
  const [, name, action, pairs, path = '', query] = serviceUri.exec(uri) ?? [];
  if (name === undefined) return undefined;
  return { name, action, path: `/${path.replace(/^\/+/, '')}`, query: new URLSearchParams(pairs?.replace('?', '&') ?? query ?? '') };
}

function requestOf(call: ServiceCall, called: CalledService, { integrationRequest, request }: RestExchange): AwsRequest {
  const { headers, body } = integrationRequest;
  const sent = Object.fromEntries([...headers].map(([name, { values }]) => [name, values.join(',')]));
  const contentType = sent['content-type'] ?? '';
  const common = { method: 'POST', url: call.path, requestId: request.requestId };
  const asksForJson = sent['x-amz-target'] !== undefined || contentType.startsWith('application/x-amz-json-');
  if (called.speaksQuery && !asksForJson) {
    const isForm = contentType.startsWith('application/x-www-form-urlencoded');
    const form = new URLSearchParams([...call.query, ...(isForm ? new URLSearchParams(body.toString()) : [])]);
    if (call.action !== undefined && !form.has('Action')) form.set('Action', call.action);
    const type = 'application/x-www-form-urlencoded';
    return { ...common, headers: { accept: 'application/json', ...sent, 'content-type': type }, body: Buffer.from(form.toString()) };
  }
  const target = call.action === undefined ? {} : { 'x-amz-target': `${called.targetPrefix}.${call.action}` };
  const text = body.length === 0 ? '{}' : body;
  return { ...common, headers: { 'content-type': 'application/x-amz-json-1.1', ...target, ...sent }, body: Buffer.from(text) };
}

function notCalled(what: string, { route }: RestExchange): GatewayError {
  const message = `Integrations with ${what} are not served here.`;
  const hint = `There are dynamodb, lambda, s3, ${Object.keys(calledServices).join(', ')}.`;
  const at = placeIn(route.integration.source, 'Uri', 'uri');
  return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation: { message, at, hint } });
}
