import type { Place } from '@gatewright/template';
import { GatewayError } from '../gateway-error.ts';
import { evaluateTemplate } from '../velocity/evaluate.ts';
import { callMethod } from '../velocity/methods.ts';
import { parseTemplate } from '../velocity/parse-template.ts';
import { VelocityError } from '../velocity/syntax.ts';
import { inputObject, utilObject } from '../velocity/template-objects.ts';
import { type VelocityValue, velocityValueOf } from '../velocity/values.ts';
import { contextOf } from './request-context.ts';
import type { RestExchange } from './rest-exchange.ts';

/**
 * Runs a mapping template.
 * @param body what `$input` reads
 * @param at where the template stands
 * @throws GatewayError API_CONFIGURATION_ERROR when the template cannot be read or exceeds its bounds
 */
export function renderMappingTemplate(template: string, body: string, exchange: RestExchange, at: () => Place | undefined): string {
  const { templates, stage } = exchange.stage;
  try {
    let block = templates.get(template);
    if (!block) {
      block = parseTemplate(template);
      templates.set(template, block);
    }
    const [only] = block;
    // Most templates, those of preflights among them, are plain text.
    if (block.length === 1 && only?.kind === 'text') return only.text;
    const scope = new Map<string, VelocityValue>([
      ['input', inputObject({ body, params: paramsOf(exchange) })],
      ['util', utilObject],
      ['context', templateContextOf(exchange)],
      ['stageVariables', velocityValueOf(stage.variables)],
    ]);
    return evaluateTemplate(block, scope);
  } catch (error) {
    if (!(error instanceof VelocityError)) throw error;
    const explanation = { message: `${error.message}.`, at: at() };
    throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation, layer: 'integration' });
  }
}

/** `$context`: made for the first template of a request and kept, so that the second sees what the first has set. */
function templateContextOf(exchange: RestExchange): Map<string, VelocityValue> {
  exchange.templateContext ??= new Map([
    ...Object.entries(contextOf(exchange)).map(
      ([name, value]) => [name, name === 'authorizer' ? authorizerValueOf(value) : velocityValueOf(value)] as const,
    ),
    ['requestOverride', overrides('header', 'path', 'querystring')],
    ['responseOverride', overrides('header')],
  ]);
  const { endpointRequestId } = exchange;
  if (endpointRequestId !== undefined) exchange.templateContext.set('awsEndpointRequestId', endpointRequestId);
  return exchange.templateContext;
}

/** Each claim has a value, and all of them together have none. @source "Variables for data transformations for API Gateway" */
function authorizerValueOf(authorizer: unknown): VelocityValue {
  const members = velocityValueOf(authorizer);
  const claims = members instanceof Map ? members.get('claims') : undefined;
  if (!(members instanceof Map) || !(claims instanceof Map)) return members;
  const withoutText = {
    property: (name: string) => claims.get(name),
    call: (name: string, parameters: readonly VelocityValue[]) => callMethod(claims, name, parameters),
  };
  return members.set('claims', withoutText);
}

function overrides(...names: readonly string[]): VelocityValue {
  return new Map<string, VelocityValue>(names.map((name) => [name, new Map()]));
}

function paramsOf({ pathParameters, query, headers }: RestExchange): Parameters<typeof inputObject>[0]['params'] {
  return {
    path: new Map(Object.entries(pathParameters ?? {})),
    querystring: new Map([...query].map(([name, values]) => [name, values.at(-1) ?? ''])),
    header: new Map([...headers.byName.values()].map(({ name, values }) => [name, values.at(-1) ?? ''])),
  };
}
