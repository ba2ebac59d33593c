import { integer, required, string } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { findStream, shardIdOf } from '../streams/find-stream.ts';
import { sequenceText } from '../streams/stream-log.ts';
import { keyAttributes } from '../tables/table.ts';

const input = dynamoDbStructure('DescribeStreamInput', {
  StreamArn: required(string({ min: 37, max: 1024 })),
  Limit: integer({ min: 1, max: 100 }),
  ExclusiveStartShardId: string({ min: 28, max: 65 }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream: Operation = operation('DescribeStream', input, (database, request) => {
  const { table, stream } = findStream(database, request.StreamArn);
  const shard = {
    ShardId: shardIdOf(stream),
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceText(database.streams.firstSequence(stream.spaceId)),
      ...(stream.endedAtMs !== undefined && { EndingSequenceNumber: sequenceText(database.streams.nextSequence(stream)) }),
    },
  };
  return {
    StreamDescription: {
      StreamArn: request.StreamArn,
      StreamLabel: stream.label,
      StreamStatus: stream.endedAtMs === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: Date.parse(`${stream.label}Z`) / 1000,
      TableName: table.name,
      KeySchema: keyAttributes(table.key).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      // Shards come in the order of their ids.
      Shards: (request.ExclusiveStartShardId ?? '') < shard.ShardId ? [shard] : [],
    },
  };
});
