import type { Place } from '@gatewright/template';
import type { RestExchange } from './rest-exchange.ts';
/**
 * Runs a mapping template.
 * @param body what `$input` reads
 * @param at where the template stands
 * @throws GatewayError API_CONFIGURATION_ERROR when the template cannot be read or exceeds its bounds
 */
export declare function renderMappingTemplate(template: string, body: string, exchange: RestExchange, at: Place | undefined): string;
