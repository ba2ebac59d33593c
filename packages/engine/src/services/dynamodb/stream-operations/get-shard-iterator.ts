import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, validationError } from '../../../protocol/shape.ts';
import { type Database, type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { findStream, shardIdOf } from '../streams/find-stream.ts';
import { iteratorText } from '../streams/shard-iterator.ts';
import { sequenceOf } from '../streams/stream-log.ts';
import type { Stream } from '../tables/table.ts';

const input = dynamoDbStructure('GetShardIteratorInput', {
  StreamArn: required(string({ min: 37, max: 1024 })),
  ShardId: required(string({ min: 28, max: 65 })),
  ShardIteratorType: required(string({ values: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'] })),
  SequenceNumber: string({ min: 21, max: 40 }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator: Operation = operation('GetShardIterator', input, (database, request) => {
  const { stream } = findStream(database, request.StreamArn);
  if (request.ShardId !== shardIdOf(stream)) {
    throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Shard: ${request.ShardId} not found`);
  }
  return { ShardIterator: iteratorText(database, request.StreamArn, firstSequence(database, stream, request)) };
});

/** @throws ServiceError ValidationException */
function firstSequence(
  { streams }: Database,
  stream: Stream,
  { ShardIteratorType: type, SequenceNumber }: { readonly ShardIteratorType: string; readonly SequenceNumber?: string },
): number {
  if (type === 'TRIM_HORIZON' || type === 'LATEST') {
    if (SequenceNumber !== undefined) throw validationError(`SequenceNumber is not allowed when ShardIteratorType is ${type}`);
    return type === 'LATEST' ? streams.nextSequence(stream) : 0;
  }
  if (SequenceNumber === undefined) throw validationError(`SequenceNumber is required when ShardIteratorType is ${type}`);
  const sequence = sequenceOf(SequenceNumber);
  if (sequence === undefined || sequence > streams.nextSequence(stream)) throw validationError('Invalid SequenceNumber');
  const first = type === 'AT_SEQUENCE_NUMBER' ? sequence : sequence + 1;
  if (first < streams.firstSequence(stream.spaceId)) {
    throw new ServiceError('TrimmedDataAccessException', 'The operation attempted to read past the oldest stream record in a shard.');
  }
  return first;
}
