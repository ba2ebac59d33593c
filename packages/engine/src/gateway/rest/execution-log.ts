import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { answerLines, type ExecutionLine, masked, refusalLines, requestLines } from './execution-lines.ts';
import type { ExecutionLogging } from './method-setting.ts';
import type { RestExchange } from './rest-exchange.ts';

/**
 * What API Gateway logs of a request that found its method, line by line.
 * @source public reports of API-Gateway-Execution-Logs; "How can I use Amazon API Gateway logs for troubleshooting?", AWS knowledge center
 */
export function executionLog(
  exchange: RestExchange,
  { level, dataTrace }: ExecutionLogging,
  answer: GatewayAnswer,
  error: GatewayError | undefined,
): readonly string[] {
  const { requestId } = exchange.request;
  const before = ['authorizer', 'resource policy'].includes(error?.layer ?? '') || error?.type === 'INVALID_API_KEY';
  const lines: readonly ExecutionLine[] = [
    info(`Extended Request Id: ${exchange.extendedRequestId}`),
    ...authorizerLines(exchange),
    ...(error?.layer === 'authorizer' ? [] : planLines(exchange, error)),
    ...(before ? [] : requestLines(exchange)),
    ...(error ? refusalLines(exchange, error) : answerLines(exchange, answer)),
  ];
  const wanted = lines.filter((it) => it.for === 'ERROR' || (level === 'INFO' && (it.for === 'INFO' || dataTrace)));
  return wanted.map(({ text }) => `(${requestId}) ${text}`);
}

function authorizerLines({ route, authorizer, request }: RestExchange): readonly ExecutionLine[] {
  if (route.method.authorizationType !== 'CUSTOM') return [];
  const started = info(`Starting authorizer: ${route.method.authorizerId} for request: ${request.requestId}`);
  return authorizer ? [started, info('Successfully completed authorizer execution')] : [started];
}

function planLines({ route, request, apiKey, headers }: RestExchange, error: GatewayError | undefined): readonly ExecutionLine[] {
  const stage = `${route.api.id}/${route.stage.stageName}`;
  const key = masked(apiKey?.value ?? (route.method.apiKeyRequired ? headers.last('x-api-key') : undefined) ?? '');
  const verifying = info(`Verifying Usage Plan for request: ${request.requestId}. API Key: ${key} API Stage: ${stage}`);
  if (error?.type === 'INVALID_API_KEY') return [verifying];
  const free = `API Key  authorized because method '${route.method.httpMethod} ${route.resource.path}' does not require API Key. Request will not contribute to throttle or quota limits`;
  return [
    verifying,
    ...(route.method.apiKeyRequired ? [] : [info(free)]),
    info(`Usage Plan check succeeded for API Key ${key} and API Stage ${stage}`),
  ];
}

function info(text: string): ExecutionLine {
  return { for: 'INFO', text };
}
