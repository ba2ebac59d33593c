import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import { gaugesOf } from '../services/cloudwatch/metrics/gauges.ts';
import type { AwsCall } from '../trace/trace.ts';
import type { World } from '../world/world.ts';

const reads = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems', 'ExecuteStatement']);
const throttled = /^(?:ProvisionedThroughputExceeded|RequestLimitExceeded|Throttling)/;

/**
 * AWS/DynamoDB, from the calls that the AWS endpoint answered: of each table that a call names. Consumed units and counts of items are
 * measured inside of DynamoDB.
 *
 * @source "DynamoDB metrics and dimensions", Amazon DynamoDB developer guide: which errors UserErrors leaves out, and which metric has
 * which dimensions
 */
export function createDynamoDbMetrics({ metrics }: CloudWatch, world: World): (call: AwsCall) => void {
  const gauge = gaugesOf(() => metrics, 'AWS/DynamoDB', ['TableName', 'Operation']);
  return ({ service, operation, resource, statusCode, durationMs, error = '' }) => {
    if (service !== 'dynamodb') return;
    const at = world.now();
    const tables = resource === undefined || resource === '' ? [] : resource.split(', ').map(nameOfTable);
    const each = (name: string, value: number, unit = 'Count'): void => {
      for (const table of tables) gauge(table, operation)(at, name, unit, value);
    };
    const eachTable = (name: string, value: number): void => {
      for (const table of tables) gauge(table)(at, name, 'Count', value);
    };
    if (statusCode < 300) return each('SuccessfulRequestLatency', durationMs, 'Milliseconds');
    if (statusCode >= 500) return each('SystemErrors', 1);
    if (throttled.test(error)) {
      each('ThrottledRequests', 1);
      return eachTable(reads.has(operation) ? 'ReadThrottleEvents' : 'WriteThrottleEvents', 1);
    }
    if (error.startsWith('ConditionalCheckFailedException')) return eachTable('ConditionalCheckFailedRequests', 1);
    const conflicts = error.match(/\bTransactionConflict\b/g)?.length ?? 0;
    if (conflicts > 0) eachTable('TransactionConflict', conflicts);
    // Of the account, without dimensions.
    gauge()(at, 'UserErrors', 'Count', 1);
  };
}

/** Tables may be named by their ARN. */
function nameOfTable(nameOrArn: string): string {
  return /^arn:[^/]*:table\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
