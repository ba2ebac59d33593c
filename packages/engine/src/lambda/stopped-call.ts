import type { AwsCall } from '../trace/trace.ts';
import type { StoppedCall } from './environment-configuration.ts';

/** A call to AWS itself that was not let out, as the trace has it. */
export function stoppedAwsCall({ host }: StoppedCall): AwsCall {
  const error = `gatewright stopped this call to ${host}: a local run does not reach AWS.`;
  return { service: host.split('.')[0] ?? host, operation: host, statusCode: 0, durationMs: 0, error };
}
