import { crc32 } from 'node:zlib';
import type { StreamedInvocation } from '../../lambda/lambda-runtime.ts';

/** Names, then values: the only kind of header that is used here is text. @source "Amazon Event Stream", Smithy 2.0 specification */
const stringHeader = 7;

/** One message of `application/vnd.amazon.eventstream`. */
export function eventMessage(eventType: string, contentType: string, payload: Buffer): Buffer {
  const headers = Buffer.concat([
    textHeader(':event-type', eventType),
    textHeader(':content-type', contentType),
    textHeader(':message-type', 'event'),
  ]);
  const message = Buffer.alloc(12 + headers.length + payload.length + 4);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, 12);
  payload.copy(message, 12 + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

function textHeader(name: string, value: string): Buffer {
  const [nameBytes, valueBytes] = [Buffer.from(name), Buffer.from(value)];
  const header = Buffer.alloc(1 + nameBytes.length + 1 + 2 + valueBytes.length);
  header.writeUInt8(nameBytes.length, 0);
  nameBytes.copy(header, 1);
  header.writeUInt8(stringHeader, 1 + nameBytes.length);
  header.writeUInt16BE(valueBytes.length, 2 + nameBytes.length);
  valueBytes.copy(header, 4 + nameBytes.length);
  return header;
}

/** The answer as the function writes it: PayloadChunk for each piece, InvokeComplete at the end. @source "InvokeWithResponseStream", AWS Lambda API reference */
export async function* answerPieces({ chunks, result }: StreamedInvocation, tail: boolean): AsyncIterable<Buffer> {
  for await (const chunk of chunks) yield eventMessage('PayloadChunk', 'application/octet-stream', chunk);
  const { functionError, payload, logTail } = await result;
  const complete = {
    ...(functionError && errorOf(payload)),
    ...(tail && { LogResult: Buffer.from(logTail).toString('base64') }),
  };
  yield eventMessage('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete)));
}

/** `ErrorCode` is the error's type, `ErrorDetails` the error document. */
function errorOf(payload: Buffer): { readonly ErrorCode: string; readonly ErrorDetails: string } {
  const ErrorDetails = payload.toString('utf8');
  const document: unknown = JSON.parse(ErrorDetails);
  const named = typeof document === 'object' && document !== null && 'errorType' in document ? String(document.errorType) : 'Unhandled';
  return { ErrorCode: named, ErrorDetails };
}
