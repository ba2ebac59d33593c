import { integer, required, string } from '../../../protocol/shape.ts';
import { jsonArray, jsonMembers } from '../items/json-members.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { iteratorText, readIterator } from '../streams/shard-iterator.ts';
import { sequenceOfKey, streamRange, streamRecordKey } from '../tables/store-keys.ts';
import type { Stream } from '../tables/table.ts';

const recordsMax = 1000;
/** @source GetRecords: an answer holds up to 1 MB */
const bytesMax = 1024 * 1024;

const input = dynamoDbStructure('GetRecordsInput', {
  ShardIterator: required(string({ min: 1, max: 2048 })),
  Limit: integer({ min: 1, max: recordsMax }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords: Operation = operation('GetRecords', input, (database, { ShardIterator, Limit = recordsMax }) => {
  const { arn, stream, sequence } = readIterator(database, ShardIterator);
  const records: Buffer[] = [];
  let sizeBytes = 0;
  let next = sequence;
  for (const key of newKeys(database, stream, sequence)) {
    const record = database.store.get(key);
    if (!record) continue;
    records.push(record);
    sizeBytes += record.length;
    next = sequenceOfKey(key) + 1;
    if (records.length === Limit || sizeBytes >= bytesMax) break;
  }
  const finished = stream.endedAtMs !== undefined && records.length < Limit && sizeBytes < bytesMax;
  return jsonMembers({
    Records: jsonArray(records),
    // A shard that is closed and read to its end has no more.
    NextShardIterator: finished ? undefined : iteratorText(database, arn, next),
  });
});

/** Whoever polls a quiet stream is answered without a look at the disk. */
function newKeys({ store, streams }: Database, stream: Stream, sequence: number): Iterable<Buffer> {
  if (sequence >= streams.nextSequence(stream)) return [];
  return store.keys({ start: streamRecordKey(stream.spaceId, sequence), end: streamRange(stream.spaceId).end });
}
