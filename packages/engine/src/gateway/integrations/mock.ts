import { placeOf } from '@gatewright/template';
import { GatewayError } from '../gateway-error.ts';
import { integrationBodyOf } from '../rest/integration-body.ts';
import { mapResponse } from '../rest/map-response.ts';
import type { RestIntegration } from './integration.ts';

/** MOCK: the request template alone decides; nobody is called. */
export const mock: RestIntegration = {
  mapRequest(exchange) {
    const { body } = integrationBodyOf(exchange);
    const statusCode = statusCodeOf(body.toString());
    if (statusCode === undefined) {
      const message = 'The request template of a MOCK integration must give an object with a whole number as statusCode.';
      const hint = 'Write requestTemplates: { "application/json": "{\\"statusCode\\": 200}" }.';
      const explanation = { message, at: placeOf(exchange.route.integration.source), hint };
      throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation, layer: 'integration' });
    }
    exchange.integrationResponse = { statusCode, headers: new Map(), body: '', selectionValue: String(statusCode) };
  },

  // No step of a MOCK's pipeline calls anything.
  call() {},

  mapResponse,
};

/** What nearly all templates give. */
const plainStatus = /^\s*\{\s*"statusCode"\s*:\s*([1-9]\d*)\s*\}\s*$/;
const lenientMember = /[{,\s](?:"statusCode"|'statusCode'|statusCode)\s*:\s*(-?\d+)\s*(?=[,}])/;

/**
 * The status in what a request template gave. API Gateway reads it leniently: names with single quotes or none, commas to spare.
 * @source localstack's recordings of MOCK integrations; serverless writes `{statusCode:200}`
 */
export function statusCodeOf(text: string): number | undefined {
  const plain = plainStatus.exec(text)?.[1];
  if (plain !== undefined) return Number(plain);
  const trimmed = text.trim();
  try {
    const parsed: unknown = JSON.parse(trimmed);
    if (typeof parsed !== 'object' || parsed === null || !('statusCode' in parsed)) return undefined;
    return Number.isInteger(parsed.statusCode) ? Number(parsed.statusCode) : undefined;
  } catch {
    // Not strict JSON: the lenient reading is below.
  }
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const found = lenientMember.exec(trimmed)?.[1];
  return found === undefined ? undefined : Number(found);
}
