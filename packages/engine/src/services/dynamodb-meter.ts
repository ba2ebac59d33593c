import type { World } from '../world/world.ts';
import type { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { gaugesOf } from './cloudwatch/metrics/gauges.ts';
import type { DynamoDbMeter } from './dynamodb/items/meter.ts';

/**
 * What DynamoDB measures of its work goes to AWS/DynamoDB. What it answers is measured where it is answered.
 * @source "DynamoDB metrics and dimensions", Amazon DynamoDB developer guide
 */
export function createDynamoDbMeter(world: World, cloudwatch: () => CloudWatch): DynamoDbMeter {
  const metrics = (): CloudWatch['metrics'] => cloudwatch().metrics;
  const ofPlace = gaugesOf(metrics, 'AWS/DynamoDB', ['TableName', 'GlobalSecondaryIndexName']);
  const ofOperation = gaugesOf(metrics, 'AWS/DynamoDB', ['TableName', 'Operation']);
  return {
    consumed({ tableName, indexName }, kind, units) {
      const name = kind === 'read' ? 'ConsumedReadCapacityUnits' : 'ConsumedWriteCapacityUnits';
      ofPlace(tableName, indexName)(world.now(), name, 'Count', units);
    },
    returned(tableName, operation, itemCount) {
      ofOperation(tableName, operation)(world.now(), 'ReturnedItemCount', 'Count', itemCount);
    },
    expired(tableName, itemCount) {
      ofPlace(tableName)(world.now(), 'TimeToLiveDeletedItemCount', 'Count', itemCount);
    },
    indexed(tableName, indexName, { units, percentage }) {
      const gauge = ofPlace(tableName, indexName);
      gauge(world.now(), 'OnlineIndexConsumedWriteCapacity', 'Count', units);
      gauge(world.now(), 'OnlineIndexPercentageProgress', 'Count', percentage);
    },
  };
}
