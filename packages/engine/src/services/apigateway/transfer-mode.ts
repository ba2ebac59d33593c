import { ServiceError } from '../../protocol/service-error.ts';
import type { Integration } from './rest-api.ts';

/** @source "Stream the integration response for your proxy integrations in API Gateway" */
const longestStreamMs = 900_000;
const streamingUri = /\/response-streaming-invocations$/;

/**
 * Only the two proxy integrations can pass an answer on as it comes, and Lambda has an address of its own for it.
 * @throws ServiceError BadRequestException
 */
export function checkTransferMode({ type, uri = '', responseTransferMode, timeoutInMillis }: Integration): void {
  const isLambda = type === 'AWS_PROXY';
  if (responseTransferMode !== 'STREAM') {
    if (isLambda && streamingUri.test(uri))
      throw badRequest('An integration URI with response-streaming-invocations needs the response transfer mode STREAM');
    return;
  }
  if (!isLambda && type !== 'HTTP_PROXY')
    throw badRequest('Response transfer mode STREAM is only supported for AWS_PROXY and HTTP_PROXY integrations');
  if (isLambda && !streamingUri.test(uri))
    throw badRequest(
      'Response transfer mode STREAM needs an integration URI that ends in response-streaming-invocations, with the API version 2021-11-15',
    );
  if (timeoutInMillis > longestStreamMs) throw badRequest(`Timeout should be between 50 ms and ${longestStreamMs} ms`);
}

function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message, 400);
}
