import { integer, string } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { createdTableName, dynamoDbStructure } from '../shapes.ts';
import { checkStreamArn, streamArn } from '../streams/find-stream.ts';

const pageLength = 100;

const input = dynamoDbStructure('ListStreamsInput', {
  TableName: createdTableName,
  ExclusiveStartStreamArn: string({ min: 37, max: 1024 }),
  Limit: integer({ min: 1, max: pageLength }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams: Operation = operation(
  'ListStreams',
  input,
  (database, { TableName, ExclusiveStartStreamArn: start, Limit = pageLength }) => {
    if (start !== undefined) checkStreamArn(start);
    const names = database.tables.names().filter((name) => TableName === undefined || name === TableName);
    const streams = names.flatMap((name) => {
      const table = database.tables.get(name);
      return table.streams.map((stream) => ({ TableName: name, StreamArn: streamArn(database, table, stream), StreamLabel: stream.label }));
    });
    const from = start === undefined ? 0 : streams.findIndex((it) => it.StreamArn === start) + 1;
    const page = streams.slice(from, from + Limit);
    return { Streams: page, ...(from + page.length < streams.length && { LastEvaluatedStreamArn: page.at(-1)?.StreamArn }) };
  },
);
