import type { Place } from '@gatewright/template';
import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { baseMediaType } from '../media-types.ts';
import { convertRequestBody } from './content-handling.ts';
import { renderMappingTemplate } from './mapping-template.ts';
import type { RestExchange } from './rest-exchange.ts';

export interface IntegrationBody {
  readonly body: Buffer | string;
  /** True when a mapping template made it. */
  readonly isMapped: boolean;
}

/**
 * What a non-proxy integration gets as its body: the template of the request's content type run, or the body as it is, as far as the
 * passthrough behavior allows. @source "Integration passthrough behaviors"; localstack's recordings
 */
export function integrationBodyOf(exchange: RestExchange): IntegrationBody {
  const { requestTemplates, passthroughBehavior, source } = exchange.route.integration;
  const given = exchange.headers.last('content-type');
  const contentType = given === undefined ? 'application/json' : baseMediaType(given);
  const template = templateOf(requestTemplates, contentType);
  const at = (): Place | undefined => placeIn(source, 'RequestTemplates', 'requestTemplates');
  if (template !== undefined) {
    const content = exchange.request.body.length === 0 ? '' : convertRequestBody(exchange);
    if (typeof content === 'string') return { body: renderMappingTemplate(template, content, exchange, at), isMapped: true };
    const message = `A request template cannot read a binary body, and ${contentType} is one of the API's binary media types.`;
    const hint = 'Set ContentHandling: CONVERT_TO_TEXT on the integration, and the template reads it as base64.';
    throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', {
      explanation: { message, at: at(), hint },
      layer: 'integration',
    });
  }
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    const message = `No request template is for ${contentType}, and PassthroughBehavior ${passthroughBehavior} lets no other body pass.`;
    const hint = hasTemplates ? `There are templates for ${Object.keys(requestTemplates).join(', ')}.` : undefined;
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', { explanation: { message, at: at(), hint } });
  }
  return { body: convertRequestBody(exchange), isMapped: false };
}

/** The template for a media type, else that for all others. */
function templateOf(templates: { readonly [type: string]: string }, contentType: string): string | undefined {
  for (const type in templates) if (type === contentType || baseMediaType(type) === contentType) return templates[type];
  return Object.hasOwn(templates, '$default') ? templates.$default : undefined;
}
