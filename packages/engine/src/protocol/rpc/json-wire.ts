import { gunzipSync } from 'node:zlib';
import type { AwsRequest } from '../aws-service.ts';
import { jsonDocument } from './json-document.ts';
import { unreadable } from './rpc-service.ts';
import type { Exchange, Wire } from './wire.ts';

/** SDKs compress large bodies of metrics and logs; what comes out is bounded. */
const maximumBytes = 16 * 1024 * 1024;

/**
 * AWS JSON 1.0 and 1.1.
 * @source "AWS JSON 1.1 protocol", Smithy 2.0 specification
 */
export const jsonWire: Wire = {
  operationOf({ headers }, { json }) {
    const target = headers['x-amz-target'];
    if (!json || typeof target !== 'string') return undefined;
    const dot = target.lastIndexOf('.');
    return target.slice(0, dot) === json.targetPrefix ? target.slice(dot + 1) : undefined;
  },
  read(request) {
    const body = uncompressed(request);
    try {
      return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
    } catch {
      throw unreadable('The body is not JSON.');
    }
  },
  write: (output, exchange) => answerOf(exchange, output === undefined ? '' : JSON.stringify(jsonDocument(output))),
  refuse({ error }, exchange) {
    const { exceptionPackage = '', messageMember = 'message' } = exchange.service.json ?? {};
    const document = {
      __type: `${exceptionPackage}${error.code}`,
      ...(error.message !== '' && { [messageMember]: error.message }),
      ...error.members,
    };
    return answerOf(exchange, JSON.stringify(jsonDocument(document)));
  },
};

/** A request's body, which clients may send compressed. @throws ServiceError SerializationException */
export function uncompressed({ headers, body }: AwsRequest): Buffer {
  if (headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: maximumBytes });
  } catch {
    throw unreadable('The body is not gzip, or is too long.');
  }
}

function answerOf({ request }: Exchange, body: string): { readonly headers: { readonly [name: string]: string }; readonly body: string } {
  const type = String(request.headers['content-type'] ?? '').split(';')[0] ?? '';
  return { headers: { 'content-type': type.startsWith('application/x-amz-json-') ? type : 'application/x-amz-json-1.1' }, body };
}
