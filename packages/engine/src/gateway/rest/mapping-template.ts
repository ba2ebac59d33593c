import type { Place } from '@gatewright/template';
import { GatewayError } from '../gateway-error.ts';
import { evaluateTemplate } from '../velocity/evaluate.ts';
import { parseTemplate } from '../velocity/parse-template.ts';
import { type Block, VelocityError } from '../velocity/syntax.ts';
import { inputObject, utilObject } from '../velocity/template-objects.ts';
import { type VelocityValue, velocityValueOf } from '../velocity/values.ts';
import { contextOf } from './request-context.ts';
import type { RestExchange } from './rest-exchange.ts';

/** The mapping templates of one stage, each parsed once. */
export interface MappingTemplates {
  /**
   * @param body what `$input` reads
   * @param at where the template stands
   * @throws GatewayError API_CONFIGURATION_ERROR when the template cannot be read or exceeds its bounds
   */
  render(template: string, body: string, exchange: RestExchange, at: Place | undefined): string;
}

export function mappingTemplates(): MappingTemplates {
  const parsed = new Map<string, Block>();
  return {
    render(template, body, exchange, at) {
      try {
        const block = parsed.get(template) ?? parseTemplate(template);
        parsed.set(template, block);
        const scope = new Map<string, VelocityValue>([
          ['input', inputObject({ body, params: paramsOf(exchange) })],
          ['util', utilObject],
          ['context', templateContextOf(exchange)],
          ['stageVariables', velocityValueOf(exchange.stage.stage.variables)],
        ]);
        return evaluateTemplate(block, scope);
      } catch (error) {
        if (!(error instanceof VelocityError)) throw error;
        throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
          explanation: { message: `${error.message}.`, at },
          layer: 'integration',
        });
      }
    },
  };
}

/** `$context`: made for the first template of a request and kept, so that the second sees what the first has set. */
function templateContextOf(exchange: RestExchange): Map<string, VelocityValue> {
  exchange.templateContext ??= new Map([
    ...Object.entries(contextOf(exchange)).map(([name, value]) => [name, velocityValueOf(value)] as const),
    ['requestOverride', overrides('header', 'path', 'querystring')],
    ['responseOverride', overrides('header')],
  ]);
  return exchange.templateContext;
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
