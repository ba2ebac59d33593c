import type { StreamedInvocation } from '../../lambda/lambda-runtime.ts';
import { eventMessage } from '../../protocol/event-stream.ts';

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
