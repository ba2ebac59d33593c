import type { Invocation, InvocationResult, LambdaRuntime } from '../lambda/lambda-runtime.ts';
import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import { type Gauge, gaugeOf } from '../services/cloudwatch/metrics/gauge.ts';
import type { World } from '../world/world.ts';

/**
 * A runtime whose invocations are counted in AWS/Lambda, whoever asks for them.
 * @source "Types of metrics for Lambda functions", AWS Lambda developer guide
 */
export function createMeteredRuntime(runtime: LambdaRuntime, world: World, cloudwatch: () => CloudWatch): LambdaRuntime {
  /** By function, and by the ARN that was asked for: the function's own first. */
  const gauges = new Map<string, readonly Gauge[]>();
  const running = new Map<string, number>();

  function gaugesOf(functionName: string, invokedFunctionArn: string = functionName): readonly Gauge[] {
    const known = gauges.get(invokedFunctionArn);
    if (known) return known;
    const name = { Name: 'FunctionName', Value: functionName };
    const own = invokedFunctionArn === functionName ? [gaugeOf(cloudwatch().metrics, 'AWS/Lambda', [name])] : gaugesOf(functionName);
    const qualifier = invokedFunctionArn.split(':')[7];
    const resource = { Name: 'Resource', Value: `${functionName}:${qualifier}` };
    const found = qualifier === undefined ? own : [...own, gaugeOf(cloudwatch().metrics, 'AWS/Lambda', [name, resource])];
    gauges.set(invokedFunctionArn, found);
    return found;
  }

  /** Of the function, and of the alias or version that was asked for. */
  function each({ functionName, invokedFunctionArn }: Invocation, write: (gauge: Gauge) => void): void {
    for (const gauge of gaugesOf(functionName, invokedFunctionArn)) write(gauge);
  }

  function begin({ functionName }: Invocation): void {
    const count = (running.get(functionName) ?? 0) + 1;
    running.set(functionName, count);
    for (const gauge of gaugesOf(functionName)) gauge(world.now(), 'ConcurrentExecutions', 'Count', count);
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
    invoke(invocation) {
      const startedAtMs = world.now();
      begin(invocation);
      return runtime.invoke(invocation).then(
        (result) => {
          leave(invocation);
          end(invocation, startedAtMs, result);
          return result;
        },
        (error: unknown) => {
          leave(invocation);
          refused(invocation, startedAtMs, error);
          throw error;
        },
      );
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
