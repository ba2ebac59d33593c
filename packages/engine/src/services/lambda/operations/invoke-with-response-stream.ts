import { answerPieces } from '../event-stream.ts';
import { circumstances, header, type InvocationTarget, oneOf, targetOf } from '../invoke-headers.ts';
import type { LambdaRequest, Operation } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';

/** @source "InvokeWithResponseStream", AWS Lambda API reference */
export const invokeWithResponseStream: Operation = {
  name: 'InvokeWithResponseStream',
  method: 'POST',
  path: '/2021-11-15/functions/{FunctionName}/response-streaming-invocations',
  async answer(state, request: LambdaRequest) {
    const { functionName }: InvocationTarget = targetOf(state, request);
    const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    if (type === 'DryRun') return { status: 204 };
    if (type === 'Event') throw invalidParameter('Event is not an InvocationType of InvokeWithResponseStream.');
    if (type !== 'RequestResponse') throw oneOf('invocationType', type, 'RequestResponse, DryRun');
    const logType = header(request, 'x-amz-log-type') ?? 'None';
    if (logType !== 'None' && logType !== 'Tail') throw oneOf('logType', logType, 'None, Tail');
    const streamed = await state.lambda.invokeWithResponseStream({ functionName, payload: request.body, ...circumstances(request) });
    return {
      status: 200,
      headers: {
        'content-type': 'application/vnd.amazon.eventstream',
        'x-amz-executed-version': state.functions.resolve({ ...targetOf(state, request).reference }).configuration.version ?? '$LATEST',
      },
      stream: answerPieces(streamed, logType === 'Tail'),
    };
  },
};
