import { placeIn } from '../../trace/place-in.ts';
import { GatewayError } from '../gateway-error.ts';
import { functionOfUri } from '../lambda-uri.ts';
import type { RestExchange } from '../rest/rest-exchange.ts';
import { restOf, takePreludeText } from '../stream-prelude.ts';
import { streamLambda } from './call-lambda.ts';
import type { RestIntegration } from './integration.ts';
import { functionFailed, lambdaProxy, malformedResult } from './lambda-proxy.ts';
import { answerOfProxyResult, isFault, type ProxyResult, type ResultFault, readProxyResult } from './lambda-proxy-response.ts';
import { limitedStream } from './limited-stream.ts';

const maximumMetadataBytes = 16 * 1024;

/**
 * AWS_PROXY whose answer is passed on as the function writes it: metadata as JSON, eight NUL bytes, then the body.
 * @source "Set up a Lambda proxy integration with payload response streaming in API Gateway"
 */
export const lambdaStream: RestIntegration = {
  mapRequest: lambdaProxy.mapRequest,

  async call(exchange) {
    const { chunks, result } = await streamLambda(exchange);
    const ended = result.then((it) => {
      exchange.trace.invocation = it.trace;
      return it;
    });
    // Whoever waits for the end hears of a failure.
    ended.catch(() => {});
    const pieces = limitedStream(chunks[Symbol.asyncIterator](), exchange);
    const taken = await takePreludeText(pieces, maximumMetadataBytes);
    if (!taken) {
      await pieces.return();
      const { functionError } = await ended;
      if (functionError !== undefined) throw functionFailed(exchange);
      throw malformedResult(noMetadata, exchange);
    }
    const stream = { pieces: wholeStream(restOf(taken.rest, pieces), ended, exchange), cancel: () => void pieces.return() };
    exchange.integrationResponse = { statusCode: 200, headers: new Map(), body: taken.text, selectionValue: undefined, stream };
  },

  mapResponse(exchange) {
    const { body, stream } = exchange.integrationResponse;
    const result = readMetadata(body.toString());
    if (isFault(result)) {
      stream?.cancel();
      throw malformedResult(result, exchange);
    }
    const answer = answerOfProxyResult({ ...result, body: '', isBase64Encoded: false }, exchange);
    if (answer) exchange.answer = { ...answer, stream: stream?.pieces };
  },
};

const noMetadata: ResultFault = {
  message: `the stream has no metadata with eight NUL bytes after it within its first ${maximumMetadataBytes} bytes`,
  hint: 'Wrap the handler in awslambda.streamifyResponse and begin with awslambda.HttpResponseStream.from(stream, { statusCode, headers }).',
};

/** Metadata are a proxy result without a body, and may have cookies. */
function readMetadata(text: string): ProxyResult | ResultFault {
  let metadata: unknown;
  try {
    metadata = JSON.parse(text);
  } catch {
    return { message: 'the metadata before the eight NUL bytes are not JSON', hint: noMetadata.hint };
  }
  if (typeof metadata !== 'object' || metadata === null || !('cookies' in metadata)) return readProxyResult(text);
  const { cookies, ...others } = metadata;
  const result = readProxyResult(JSON.stringify(others));
  if (isFault(result)) return result;
  const lines = Array.isArray(cookies) ? cookies.flatMap((cookie) => ['Set-Cookie', String(cookie)]) : [];
  return { ...result, headers: [...result.headers, ...lines] };
}

/** A function that fails when its answer has begun leaves a broken one: the connection is broken too, so that nobody takes it for whole. */
async function* wholeStream(
  pieces: AsyncIterable<Buffer>,
  ended: Promise<{ readonly functionError?: string | undefined }>,
  exchange: RestExchange,
): AsyncGenerator<Buffer, void, undefined> {
  const { trace, route } = exchange;
  try {
    yield* pieces;
    const { functionError } = await ended;
    if (functionError === undefined) return;
    const functionName = functionOfUri(exchange.integrationRequest.uri) ?? 'the function';
    const message = `${functionName} failed when its answer had begun: the connection was broken off.`;
    trace.notes.push({ message, at: placeIn(route.integration.source, 'Uri', 'uri') });
    throw functionFailed(exchange);
  } catch (error) {
    if (error instanceof GatewayError && error.type === 'INTEGRATION_TIMEOUT') trace.notes.push(error.explanation);
    throw error;
  }
}
