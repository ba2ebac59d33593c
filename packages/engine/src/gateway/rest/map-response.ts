import { placeOf } from '@gatewright/template';
import type { IntegrationResponse as IntegrationResponseMapping } from '../../services/apigateway/rest-api.ts';
import type { Explanation } from '../../trace/trace.ts';
import { GatewayError } from '../gateway-error.ts';
import { headerFault, wireText } from '../header-text.ts';
import { firstAccepted } from '../media-types.ts';
import { boundedRegExp } from '../velocity/bounded-reg-exp.ts';
import { evaluateJsonPath } from '../velocity/json-path.ts';
import { VelocityError } from '../velocity/syntax.ts';
import { render, type VelocityValue } from '../velocity/values.ts';
import { convertResponseBody } from './content-handling.ts';
import { readMappingSource } from './mapping-source.ts';
import { renderMappingTemplate } from './mapping-template.ts';
import { outgoingHeaderName } from './response-headers.ts';
import type { RestExchange } from './rest-exchange.ts';

/**
 * Turns the answer of a non-proxy integration into the client's: chooses the integration response, maps headers, runs the template.
 * @source "Integration responses"; "API Gateway request and response data mapping reference"; localstack's recordings
 */
export function mapResponse(exchange: RestExchange): void {
  const { method, integration } = exchange.route;
  const mapping = selectMapping(exchange);
  const methodResponse = method.methodResponses[mapping.statusCode];
  if (!methodResponse) {
    const message = `The integration response maps to status ${mapping.statusCode}, and the method has no method response of that status.`;
    throw misconfigured({
      message,
      at: placeOf(mapping.source) ?? placeOf(integration.source),
      hint: `Add ${mapping.statusCode} to the method's responses.`,
    });
  }
  const headers = new Map<string, { readonly name: string; readonly values: readonly string[] }>();
  for (const [target, expression] of Object.entries(mapping.responseParameters)) {
    const name = target.replace(/^method\.response\.header\./, '');
    const value = readResponseSource(expression, exchange);
    if (value !== undefined) headers.set(name.toLowerCase(), { name, values: [value] });
  }
  const template = templateFor(mapping, exchange.headers.last('accept'));
  const body = bodyOf(mapping, template?.text, exchange);
  const override = overrideOf(exchange);
  for (const [name, value] of override.headers)
    headers.set(name.toLowerCase(), { name, values: Array.isArray(value) ? Array.from(value, render) : [render(value)] });

  const lines: string[] = [];
  if (!headers.has('content-type')) lines.push('Content-Type', template?.contentType ?? 'application/json');
  for (const { name, values } of headers.values()) {
    const outgoing = outgoingHeaderName(name);
    for (const value of outgoing === undefined ? [] : values) {
      const fault = headerFault(name, value);
      if (fault) throw misconfigured({ message: `The mapped response is no HTTP: ${fault}.`, at: placeOf(mapping.source) });
      lines.push(outgoing ?? name, wireText(value));
    }
  }
  lines.push('x-amzn-RequestId', exchange.request.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
  if (integration.type !== 'MOCK' && integration.type !== 'HTTP_PROXY') lines.push('X-Amzn-Trace-Id', exchange.traceId);
  exchange.answer = { statusCode: override.status ?? Number(mapping.statusCode), headers: lines, body };
}

function bodyOf(mapping: IntegrationResponseMapping, template: string | undefined, exchange: RestExchange): Buffer | string {
  const { body, headers } = exchange.integrationResponse;
  const contentType = headers.get('content-type')?.values.at(-1);
  const { contentHandling } = mapping;
  const content = body.length === 0 ? '' : convertResponseBody(body, { contentType, contentHandling }, exchange);
  if (template === undefined) return content;
  if (typeof content === 'string') return renderMappingTemplate(template, content, exchange, () => placeOf(mapping.source));
  throw misconfigured({
    message: 'A response template cannot read a binary body.',
    at: placeOf(mapping.source),
    hint: 'Set ContentHandling: CONVERT_TO_TEXT on the integration response, and the template reads it as base64.',
  });
}

function selectMapping(exchange: RestExchange): IntegrationResponseMapping {
  const { integrationResponses, source } = exchange.route.integration;
  const { selectionValue } = exchange.integrationResponse;
  try {
    const matched = integrationResponses.find(
      ({ selectionPattern }) =>
        selectionPattern && selectionValue !== undefined && boundedRegExp(selectionPattern).matchesWhole(selectionValue),
    );
    const chosen = matched ?? integrationResponses.find((it) => !it.selectionPattern);
    if (chosen) return chosen;
  } catch (error) {
    if (!(error instanceof VelocityError)) throw error;
    throw misconfigured({ message: `The selection pattern cannot be used: ${error.message}.`, at: placeOf(source) });
  }
  const message = `No integration response has a selection pattern that matches ${JSON.stringify(selectionValue)}, and there is no default one.`;
  throw misconfigured({ message, at: placeOf(source), hint: 'Add an integration response without a SelectionPattern.' });
}

/** By the client's Accept; else the template for JSON; else the first. @source localstack's recordings */
function templateFor(
  mapping: IntegrationResponseMapping,
  accept: string | undefined,
): { readonly contentType: string; readonly text: string } | undefined {
  const { responseTemplates } = mapping;
  const accepted = firstAccepted(accept) ?? 'application/json';
  const contentType =
    [accepted, 'application/json'].find((it) => Object.hasOwn(responseTemplates, it)) ?? Object.keys(responseTemplates)[0];
  const text = contentType === undefined ? undefined : responseTemplates[contentType];
  return contentType === undefined || text === undefined ? undefined : { contentType, text };
}

function readResponseSource(expression: string, exchange: RestExchange): string | undefined {
  const { headers, body } = exchange.integrationResponse;
  const [, kind, name = ''] = /^integration\.response\.(header|multivalueheader|body)(?:\.(.+))?$/.exec(expression) ?? [];
  if (kind === 'header') return headers.get(name.toLowerCase())?.values.at(-1);
  if (kind === 'multivalueheader') return headers.get(name.toLowerCase())?.values.join(',');
  if (kind === 'body') return name === '' ? body.toString() : bodyMember(body.toString(), name);
  return readMappingSource(expression, exchange);
}

function bodyMember(body: string, path: string): string | undefined {
  try {
    const found = evaluateJsonPath(JSON.parse(body), `$.${path}`);
    if (found === undefined || found === null) return undefined;
    return typeof found === 'object' ? JSON.stringify(found) : String(found);
  } catch {
    // A body that is no JSON has no members.
    return undefined;
  }
}

const noOverride = { status: undefined, headers: new Map<string, VelocityValue>() };

function overrideOf({ templateContext }: RestExchange): {
  readonly status: number | undefined;
  readonly headers: ReadonlyMap<string, VelocityValue>;
} {
  const override = templateContext?.get('responseOverride');
  if (!(override instanceof Map)) return noOverride;
  const status = Number(render(override.get('status')));
  const headers = override.get('header');
  return {
    status: Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined,
    headers: headers instanceof Map ? headers : new Map(),
  };
}

function misconfigured(explanation: Explanation): GatewayError {
  return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation, layer: 'integration' });
}
