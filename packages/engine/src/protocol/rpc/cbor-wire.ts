import type { TagDecodeControl, Token } from 'cborg';
import { uncompressed } from './json-wire.ts';
import { unreadable } from './rpc-service.ts';
import type { Wire, WireAnswer } from './wire.ts';

/**
 * Smithy RPC v2 CBOR, which CloudWatch's clients speak. The codec is loaded with the first request that needs it.
 * @source "Smithy RPC v2 CBOR protocol", Smithy 2.0 specification
 */
export const cborWire: Wire = {
  operationOf({ headers, url }, { cbor: settings }) {
    if (!settings || headers['smithy-protocol'] !== 'rpc-v2-cbor') return undefined;
    const [, service, operation] = /\/service\/([^/]{1,128})\/operation\/([^/?]{1,128})$/.exec(url.split('?')[0] ?? '') ?? [];
    return service === settings.serviceName ? operation : undefined;
  },
  async read(request) {
    const { decode } = await import('cborg');
    const body = uncompressed(request);
    if (body.length === 0) return {};
    try {
      return decode(body, { tags: { 1: (content: TagDecodeControl) => new Date(Number(content()) * 1000) } });
    } catch {
      // A depth without end exhausts the stack, which is caught here as well.
      throw unreadable('The body is not CBOR.');
    }
  },
  write: (output) => answerOf(output ?? {}),
  refuse({ error }, { service }) {
    const type = `${service.cbor?.exceptionPackage ?? ''}${error.code}`;
    return answerOf({ __type: type, ...(error.message !== '' && { message: error.message }), ...error.members });
  },
};

async function answerOf(document: object): Promise<WireAnswer> {
  const { encode, Token, Type } = await import('cborg');
  const epoch = (date: Date): Token[] => [new Token(Type.tag, 1), new Token(Type.float, date.getTime() / 1000)];
  const body = encode(document, { float64: true, ignoreUndefinedProperties: true, typeEncoders: { Date: epoch } });
  return { headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' }, body: Buffer.from(body) };
}
