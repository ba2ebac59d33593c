import { ServiceError } from '../../../protocol/service-error.ts';
import { circumstances, header, oneOf, targetOf } from '../invoke-headers.ts';
import { checkPayload } from '../invoke-payload.ts';
import type { LambdaAnswer, LambdaRequest, LambdaState, Operation } from '../operation.ts';

/** Events of callers that do not wait for the answer. @source "Lambda quotas": 1 MB since October 2025 */
const maximumEventBytes = 1_048_576;

/** @source "Invoke", AWS Lambda API reference; answers recorded on AWS */
export const invoke: Operation = {
  name: 'Invoke',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/invocations',
  async answer(state, request) {
    const { functionName } = targetOf(state, request);
    const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    if (type === 'DryRun') return { status: 204 };
    if (type === 'Event') return accept(state, request, functionName);
    if (type !== 'RequestResponse') throw oneOf('invocationType', type, 'RequestResponse, Event, DryRun');
    const logType = header(request, 'x-amz-log-type') ?? 'None';
    if (logType !== 'None' && logType !== 'Tail') throw oneOf('logType', logType, 'None, Tail');
    const result = await state.lambda.invoke({ functionName, payload: request.body, ...circumstances(request) });
    return {
      status: 200,
      headers: {
        'x-amz-executed-version': result.executedVersion,
        ...(result.functionError && { 'x-amz-function-error': result.functionError }),
        ...(logType === 'Tail' && { 'x-amz-log-result': Buffer.from(result.logTail).toString('base64') }),
      },
      body: result.payload,
    };
  },
};

async function accept({ asynchronous }: LambdaState, request: LambdaRequest, functionName: string): Promise<LambdaAnswer> {
  const { body } = request;
  if (body.length > maximumEventBytes) {
    const message = `${body.length} byte payload is too large for the Event invocation type (limit ${maximumEventBytes} bytes)`;
    throw new ServiceError('RequestTooLargeException', message, 413, { Type: 'User' });
  }
  checkPayload(body);
  await asynchronous.accept({ functionName, payload: body, ...circumstances(request) });
  return { status: 202 };
}
