import type { Invocation, InvocationResult, LambdaRuntime } from '../lambda/lambda-runtime.ts';
import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import type { World } from '../world/world.ts';
import { type Gauge, gaugeOf } from './gauge.ts';

/**
 * A runtime whose invocations are counted in AWS/Lambda, whoever asks for them.
 * @source "Types of metrics for Lambda functions", AWS Lambda developer guide
 */
export function createMeteredRuntime(runtime: LambdaRuntime, world: World, cloudwatch: () => CloudWatch): LambdaRuntime {
  const gauges = new Map<string, Gauge>();
  const running = new Map<string, number>();

  function gauge(functionName: string, qualifier: string | undefined): Gauge {
    const key = `${functionName}:${qualifier}`;
    let found = gauges.get(key);
    if (!found) {
      const name = { Name: 'FunctionName', Value: functionName };
      const dimensions = qualifier === undefined ? [name] : [name, { Name: 'Resource', Value: key }];
      found = gaugeOf(cloudwatch().metrics, 'AWS/Lambda', dimensions);
      gauges.set(key, found);
    }
    return found;
  }

  /** Of the function, and of the alias or version that was asked for. */
  function each({ functionName, invokedFunctionArn }: Invocation, write: (gauge: Gauge) => void): void {
    write(gauge(functionName, undefined));
    const qualifier = invokedFunctionArn.split(':')[7];
    if (qualifier !== undefined) write(gauge(functionName, qualifier));
  }

  function begin({ functionName }: Invocation): void {
    const count = (running.get(functionName) ?? 0) + 1;
    running.set(functionName, count);
    gauge(functionName, undefined)(world.now(), 'ConcurrentExecutions', 'Count', count);
  }

  function end(invocation: Invocation, startedAtMs: number, { functionError, trace }: InvocationResult): void {
    each(invocation, (write) => {
      write(startedAtMs, 'Invocations', 'Count', 1);
      write(startedAtMs, 'Errors', 'Count', functionError ? 1 : 0);
      write(startedAtMs, 'Throttles', 'Count', 0);
      write(startedAtMs, 'Duration', 'Milliseconds', trace.durationMs);
      if (trace.initDurationMs !== undefined) write(startedAtMs, 'InitDuration', 'Milliseconds', trace.initDurationMs);
    });
  }

  function refused(invocation: Invocation, startedAtMs: number, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'TooManyRequestsException') each(invocation, (write) => write(startedAtMs, 'Throttles', 'Count', 1));
  }

  const leave = ({ functionName }: Invocation): unknown => running.set(functionName, Math.max(0, (running.get(functionName) ?? 1) - 1));

  return {
    putFunction: (configuration) => runtime.putFunction(configuration),
    deleteFunction: (functionName, version) => runtime.deleteFunction(functionName, version),
    warmUp: () => runtime.warmUp(),
    reload: () => runtime.reload(),
    ownerOf: (accessKeyId) => runtime.ownerOf(accessKeyId),
    recordAwsCall: (accessKeyId, call) => runtime.recordAwsCall(accessKeyId, call),
    stop: () => runtime.stop(),
    async invoke(invocation) {
      const startedAtMs = world.now();
      begin(invocation);
      try {
        const result = await runtime.invoke(invocation);
        end(invocation, startedAtMs, result);
        return result;
      } catch (error) {
        refused(invocation, startedAtMs, error);
        throw error;
      } finally {
        leave(invocation);
      }
    },
    async invokeWithResponseStream(invocation) {
      const startedAtMs = world.now();
      begin(invocation);
      try {
        const streamed = await runtime.invokeWithResponseStream(invocation);
        streamed.result.then(
          (result) => {
            end(invocation, startedAtMs, result);
            leave(invocation);
          },
          () => leave(invocation),
        );
        return streamed;
      } catch (error) {
        refused(invocation, startedAtMs, error);
        leave(invocation);
        throw error;
      }
    },
  };
}
