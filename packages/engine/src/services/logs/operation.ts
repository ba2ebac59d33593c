import type { RpcCall, RpcOperation, RpcOutput } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord, type Shape } from '../../protocol/shape.ts';
import type { CloudWatchLogs } from './cloudwatch-logs.ts';

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

/**
 * An operation of CloudWatch Logs: it sees all that was logged before it, and what is wrong with its input is an
 * InvalidParameterException, where other services have a ValidationException.
 *
 * @source localstack's recordings of AWS, tests/aws/services/logs
 */
export function logsOperation<Input>(
  name: string,
  input: Shape<Input>,
  run: (on: CloudWatchLogs, input: Input, call: RpcCall) => RpcOutput | Promise<RpcOutput>,
): RpcOperation<CloudWatchLogs> {
  return {
    name,
    async run(on, wire, call) {
      const request = input.read(wire, 'value');
      checkNameLengths(request);
      const problems: string[] = [];
      input.check(request, '', problems);
      if (problems.length > 0)
        throw invalidParameter(`${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`);
      await on.settled();
      return await run(on, request, call);
    },
  };
}

function checkNameLengths(request: unknown): void {
  if (!isRecord(request)) return;
  for (const name of [request.logGroupName, request.logStreamName]) {
    if (typeof name === 'string' && name.length > 512)
      throw invalidParameter('Invalid LogGroup or LogStream, both must have length less than or equal to 512.');
  }
}
