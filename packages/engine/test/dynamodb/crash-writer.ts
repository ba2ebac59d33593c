// Runs as a process of its own, to be killed: writes to a table with indexes and a stream for ever, and prints the number of each
// transaction once it is acknowledged. Usage: node crash-writer.mjs FOLDER
import { createDynamoDb } from '../../src/services/dynamodb/dynamodb.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createWorld } from '../../src/world/world.ts';
import { crashTable, pairOf, TableName } from './crash-table.ts';

const dynamodb = createDynamoDb({ world: createWorld(), store: openStore(process.argv[2] ?? '') });
const { TableNames } = await dynamodb.call('ListTables', {});
if (!(Array.isArray(TableNames) && TableNames.includes(TableName))) await dynamodb.call('CreateTable', crashTable);
const counter = await dynamodb.call('GetItem', { TableName, Key: { pk: { S: 'counter' } } });
let next = Number((counter.Item as { last?: { N: string } } | undefined)?.last?.N ?? -1) + 1;
process.stdout.write('ready\n');

async function writeForEver(): Promise<void> {
  for (;;) {
    const id = next++;
    const [left, right] = pairOf(id);
    // Three items, their entries in both indexes, their stream records and their counts: all of it or nothing.
    await dynamodb.call('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName, Item: left } },
        { Put: { TableName, Item: right } },
        {
          Update: {
            TableName,
            Key: { pk: { S: 'counter' } },
            UpdateExpression: 'SET #last = :id ADD pairs :one',
            ExpressionAttributeNames: { '#last': 'last' },
            ExpressionAttributeValues: { ':id': { N: String(next - 1) }, ':one': { N: '1' } },
          },
        },
      ],
    });
    // An old pair moves to another group of the index, so that entries go as well as come.
    const moved = pairOf(Math.floor(Math.random() * id))[0];
    await dynamodb
      .call('UpdateItem', {
        TableName,
        Key: { pk: moved.pk },
        UpdateExpression: 'SET #group = :group',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#group': 'group' },
        ExpressionAttributeValues: { ':group': { S: `moved ${id % 7}` } },
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ConditionalCheckFailedException')) throw error;
      });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, writeForEver));
