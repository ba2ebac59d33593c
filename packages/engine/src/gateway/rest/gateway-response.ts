import type { GatewayResponse } from '../../services/apigateway/rest-api.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { contextText, readMappingSource } from './mapping-source.ts';
import type { RestRequest } from './rest-request.ts';

/** AWS sends these two with a blank after the colon, all others without. @source localstack's recordings of gateway errors */
const spacedMessages = ['Internal server error', 'Endpoint request timed out'];

/**
 * Turns a refusal into the answer, shaped by the API's own gateway responses.
 * @source "Gateway responses for REST APIs in API Gateway"; localstack's recordings
 */
export function gatewayResponseFor(error: GatewayError, on: RestRequest): GatewayAnswer {
  const customization = customizationOf(error, on.stage.api.gatewayResponses);
  const statusCode = customization?.statusCode === undefined ? error.statusCode : Number(customization.statusCode);
  const headers = ['x-amzn-RequestId', on.request.requestId, 'x-amz-apigw-id', on.extendedRequestId, 'x-amzn-ErrorType', error.errorType];
  const context = errorContextOf(error);
  let contentType = 'application/json';
  for (const [target, expression] of Object.entries(customization?.responseParameters ?? {})) {
    const name = target.replace(/^gatewayresponse\.header\./, '');
    const value = readMappingSource(expression, on, context);
    if (value === undefined) continue;
    if (name.toLowerCase() === 'content-type') contentType = value;
    else headers.push(name, value);
  }
  const template = templateOf(customization);
  if (!template) return { statusCode, headers: ['Content-Type', contentType, ...headers], body: defaultBodyOf(error) };
  const body = substitute(template.text, on, context);
  return {
    statusCode,
    headers: ['Content-Type', contentType === 'application/json' ? template.contentType : contentType, ...headers],
    body,
  };
}

function customizationOf(error: GatewayError, responses: ReadonlyMap<string, GatewayResponse>): GatewayResponse | undefined {
  if (responses.size === 0 || error.type === 'REQUEST_TOO_LARGE') return undefined;
  return responses.get(error.type) ?? responses.get(error.statusCode >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
}

/** `$context.error`. */
export function errorContextOf(error: GatewayError): { readonly [name: string]: unknown } {
  return {
    message: error.text,
    messageString: JSON.stringify(error.text),
    responseType: error.type,
    validationErrorString: error.validationErrorString,
  };
}

function defaultBodyOf(error: GatewayError): string {
  const member = error.type === 'ACCESS_DENIED' ? 'Message' : 'message';
  const blank = error.text !== null && spacedMessages.includes(error.text) ? ' ' : '';
  return `{"${member}":${blank}${JSON.stringify(error.text)}}`;
}

function templateOf(customization: GatewayResponse | undefined): { readonly contentType: string; readonly text: string } | undefined {
  const templates = Object.entries(customization?.responseTemplates ?? {});
  const chosen = templates.find(([contentType]) => contentType === 'application/json') ?? templates[0];
  return chosen && { contentType: chosen[0], text: chosen[1] };
}

const variable =
  /\$(?:\{((?:context|stageVariables|method\.request)\.[\w.-]+)\}|((?:context|stageVariables|method\.request)(?:\.[\w-]+)+))/g;

/** These templates know variables and nothing else: a directive such as `#if` is plain text. */
function substitute(template: string, on: RestRequest, error: { readonly [name: string]: unknown }): string {
  return template.replace(variable, (_text, braced: string | undefined, bare: string | undefined) => {
    const expression = braced ?? bare ?? '';
    if (expression === 'context.error.messageString') return String(error.messageString);
    if (expression.startsWith('context.')) return contextText(expression.slice('context.'.length), on, error) ?? '';
    return readMappingSource(expression, on, error) ?? '';
  });
}
