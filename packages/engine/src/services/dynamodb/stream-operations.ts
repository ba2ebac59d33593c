import type { Operation } from './operation.ts';
import { describeStream } from './stream-operations/describe-stream.ts';
import { getRecords } from './stream-operations/get-records.ts';
import { getShardIterator } from './stream-operations/get-shard-iterator.ts';
import { listStreams } from './stream-operations/list-streams.ts';

/** Every operation of DynamoDB Streams, which AWS gives an endpoint and a target of their own. */
export const streamOperations: readonly Operation[] = [describeStream, getRecords, getShardIterator, listStreams];
