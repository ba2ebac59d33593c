import { ServiceError } from '../../protocol/service-error.ts';
import { jsonFault } from './json-fault.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A missing payload reaches the function as an empty object; anything that is no JSON does not reach it.
 *
 * @throws ServiceError InvalidRequestContentException
 * @source recorded on AWS by localstack
 */
export function checkPayload(payload: string | Buffer): string | Buffer {
  if (payload.length === 0) return '{}';
  try {
    JSON.parse(typeof payload === 'string' ? payload : utf8.decode(payload));
    return payload;
  } catch {
    const reason = jsonFault(Buffer.from(payload));
    const message = `Could not parse request body into json: Could not parse payload into json: ${reason}`;
    throw new ServiceError('InvalidRequestContentException', message, 400, { Type: 'User' });
  }
}
