import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import type { AwsCall } from '../trace/trace.ts';
import type { World } from '../world/world.ts';
import { type Gauge, gaugeOf } from './gauge.ts';

const reads = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems', 'ExecuteStatement']);
const throttled = /^(?:ProvisionedThroughputExceeded|RequestLimitExceeded|Throttling)/;

/**
 * AWS/DynamoDB, from the calls that the AWS endpoint answered.
 * @source "DynamoDB metrics and dimensions", Amazon DynamoDB developer guide
 */
export function createDynamoDbMetrics({ metrics }: CloudWatch, world: World): (call: AwsCall) => void {
  const gauges = new Map<string, Gauge>();
  const gauge = (...values: readonly string[]): Gauge => {
    const key = values.join('\0');
    let found = gauges.get(key);
    if (!found) {
      const names = ['TableName', 'Operation'];
      found = gaugeOf(
        metrics,
        'AWS/DynamoDB',
        values.map((Value, index) => ({ Name: names[index] ?? '', Value })),
      );
      if (gauges.size < 10_000) gauges.set(key, found);
    }
    return found;
  };
  return ({ service, operation, resource, statusCode, durationMs, error }) => {
    if (service !== 'dynamodb') return;
    const at = world.now();
    if (resource !== undefined && statusCode < 300) gauge(resource, operation)(at, 'SuccessfulRequestLatency', 'Milliseconds', durationMs);
    if (statusCode < 400) return;
    if (statusCode >= 500) {
      if (resource !== undefined) gauge(resource, operation)(at, 'SystemErrors', 'Count', 1);
      return;
    }
    if (error !== undefined && throttled.test(error)) {
      if (resource === undefined) return;
      gauge(resource, operation)(at, 'ThrottledRequests', 'Count', 1);
      gauge(resource)(at, reads.has(operation) ? 'ReadThrottleEvents' : 'WriteThrottleEvents', 'Count', 1);
    } else if (error?.startsWith('ConditionalCheckFailedException')) {
      if (resource !== undefined) gauge(resource)(at, 'ConditionalCheckFailedRequests', 'Count', 1);
    } else gauge()(at, 'UserErrors', 'Count', 1);
  };
}
