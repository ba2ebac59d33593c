import { ServiceError } from '../protocol/service-error.ts';
import { isRecord } from '../protocol/shape.ts';
import type { DynamoDbService } from './dynamodb/dynamodb.ts';
import type { EventReader, EventRecord, EventSource } from './event-source.ts';

/** Answers of GetRecords hold a thousand at most. */
const recordsMax = 1000;

interface StreamRecord extends EventRecord {
  readonly sequenceNumber: string;
}

/** Table streams as event source mappings read them, by DynamoDB Streams' own operations. */
export function createDynamoDbEventSource(dynamodb: DynamoDbService): EventSource {
  return {
    async open({ sourceArn, startingPosition, checkpoint }) {
      const { StreamDescription: description } = await dynamodb.call('DescribeStream', { StreamArn: sourceArn });
      const shardId = shardIdOf(description);
      const at =
        checkpoint === undefined
          ? { ShardIteratorType: startingPosition ?? 'LATEST' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint };
      const iteratorAt = (from: object): Promise<Record<string, unknown>> =>
        dynamodb.call('GetShardIterator', { StreamArn: sourceArn, ShardId: shardId, ...from });
      const { ShardIterator } = await iteratorAt(at).catch((error: unknown) => {
        // What came next has been trimmed while nobody read: Lambda goes on with the oldest record there is.
        if (error instanceof ServiceError && error.code === 'TrimmedDataAccessException')
          return iteratorAt({ ShardIteratorType: 'TRIM_HORIZON' });
        throw error;
      });
      return reader(dynamodb, { sourceArn, shardId, iterator: textOf(ShardIterator) });
    },
  };
}

function reader(
  dynamodb: DynamoDbService,
  { sourceArn, shardId, iterator: first }: { readonly sourceArn: string; readonly shardId: string; readonly iterator: string | undefined },
): EventReader {
  let iterator = first;
  const sequences = new WeakMap<EventRecord, string>();
  return {
    kind: 'stream',
    async poll(limit) {
      if (iterator === undefined) return [];
      const { Records, NextShardIterator } = await dynamodb.call('GetRecords', {
        ShardIterator: iterator,
        Limit: Math.min(limit, recordsMax),
      });
      iterator = textOf(NextShardIterator);
      const records = (Array.isArray(Records) ? Records : []).flatMap((it: unknown) => (isRecord(it) ? [recordOf(it, sourceArn)] : []));
      for (const it of records) sequences.set(it, it.sequenceNumber);
      return records;
    },
    onAvailable: (listener) => dynamodb.onStreamRecord(sourceArn, listener),
    accept: async (records) => sequences.get(records.at(-1) ?? ({} as EventRecord)),
    reject: async () => undefined,
    describe(records) {
      const [from, to] = [records[0], records.at(-1)];
      return {
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: from?.itemIdentifier,
          endSequenceNumber: to?.itemIdentifier,
          approximateArrivalOfFirstRecord: arrival(from),
          approximateArrivalOfLastRecord: arrival(to),
          batchSize: records.length,
          streamArn: sourceArn,
        },
      };
    },
    close() {
      iterator = undefined;
    },
  };
}

/** A record of GetRecords is what the function sees, with the stream's ARN. @source event recorded on AWS by localstack, 2025-02-22 */
function recordOf(record: { readonly [member: string]: unknown }, sourceArn: string): StreamRecord {
  const { dynamodb } = record;
  const change = isRecord(dynamodb) ? dynamodb : {};
  const sequenceNumber = textOf(change.SequenceNumber) ?? '';
  const { userIdentity, ...rest } = record;
  const document = { ...rest, ...(userIdentity !== undefined && { userIdentity }), eventSourceARN: sourceArn };
  const seconds = change.ApproximateCreationDateTime;
  return {
    itemIdentifier: sequenceNumber,
    sequenceNumber,
    document,
    filtered: document,
    key: JSON.stringify(change.Keys),
    arrivedAt: (typeof seconds === 'number' ? seconds : 0) * 1000,
  };
}

/** `2022-07-13T13:48:01Z`. */
function arrival(record: EventRecord | undefined): string {
  return new Date(record?.arrivedAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
}

function shardIdOf(description: unknown): string {
  const shards = isRecord(description) && Array.isArray(description.Shards) ? description.Shards : [];
  const [shard]: unknown[] = shards;
  return (isRecord(shard) ? textOf(shard.ShardId) : undefined) ?? '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
