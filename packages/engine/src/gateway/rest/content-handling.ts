import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { baseMediaType, firstAccepted } from '../media-types.ts';
import type { RestExchange } from './rest-exchange.ts';

/**
 * The body a non-proxy integration gets, by the type of the request and the integration's ContentHandling.
 * @source "Content type conversions in API Gateway"; localstack's recordings
 */
export function convertRequestBody(exchange: RestExchange): Buffer | string {
  const { body } = exchange.request;
  const { contentHandling } = exchange.route.integration;
  const contentType = exchange.headers.last('content-type');
  if (contentType !== undefined && exchange.stage.isBinary(baseMediaType(contentType))) {
    return contentHandling === 'CONVERT_TO_TEXT' ? body.toString('base64') : body;
  }
  return contentHandling === 'CONVERT_TO_BINARY' ? decodeStrictly(body.toString('utf8'), exchange) : body.toString('utf8');
}

/**
 * The body the client gets, by the type of the integration's answer, what the client accepts, and ContentHandling.
 * @source "Content type conversions in API Gateway"; localstack's recordings
 */
export function convertResponseBody(
  body: Buffer | string,
  { contentType, contentHandling }: { readonly contentType: string | undefined; readonly contentHandling: string | undefined },
  exchange: RestExchange,
): Buffer | string {
  const accepted = firstAccepted(exchange.headers.last('accept'));
  const { isBinary } = exchange.stage;
  const isBinaryBody = contentType !== undefined && isBinary(baseMediaType(contentType));
  const wantsBinary = accepted !== undefined && isBinary(accepted);
  if (isBinaryBody) {
    const asText = contentHandling === 'CONVERT_TO_TEXT' || (contentHandling === undefined && !wantsBinary);
    return asText ? Buffer.from(body).toString('base64') : body;
  }
  const asBinary = contentHandling === 'CONVERT_TO_BINARY' || (contentHandling === undefined && wantsBinary);
  return asBinary ? decodeStrictly(body.toString(), exchange) : body.toString();
}

function decodeStrictly(text: string, { route }: RestExchange): Buffer {
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  const message = 'A body that is to be converted to binary is not base64.';
  const at = placeIn(route.integration.source, 'ContentHandling', 'contentHandling');
  throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', { explanation: { message, at }, layer: 'integration' });
}
