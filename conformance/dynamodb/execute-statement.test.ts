// ExecuteStatement, BatchExecuteStatement, ExecuteTransaction: what statements do. How they are read is with the reader.
import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (let i = 0; i < 4; i++) {
    await put('composite', {
      pk: { S: 'p' },
      sk: { S: `s${i}` },
      l1: { S: i % 2 ? 'odd' : 'even' },
      l2: { S: `z${i}` },
      data: { S: `d${i}` },
      mine: { N: `${i}` },
    });
  }
});
afterAll(() => endpoint.stop());

type Attributes = Record<string, AttributeValue>;
const put = (TableName: string, Item: Attributes) => endpoint.client.send(new PutItemCommand({ TableName, Item }));
const get = async (pk: string) => (await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: { S: pk } } }))).Item;
const run = (Statement: string, more: Partial<ExecuteStatementCommandInput> = {}) =>
  endpoint.client.send(new ExecuteStatementCommand({ Statement, ...more }));
const rows = async (Statement: string, more: Partial<ExecuteStatementCommandInput> = {}) => (await run(Statement, more)).Items;

describe('SELECT', () => {
  test.each([
    [`SELECT sk FROM composite WHERE pk = 'p'`, ['s0', 's1', 's2', 's3']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' ORDER BY sk DESC`, ['s3', 's2', 's1', 's0']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND sk BETWEEN 's1' AND 's2'`, ['s1', 's2']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND begins_with("sk", 's3')`, ['s3']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND mine > 1 AND NOT data = 'd3'`, ['s2']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND (mine = 0 OR mine = 3)`, ['s0', 's3']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND mine IN [1, 2]`, ['s1', 's2']],
    [`SELECT sk FROM "composite" WHERE data = 'd2'`, ['s2']],
    [`SELECT sk FROM "composite" WHERE pk = 'p' AND nothing IS MISSING AND sk < 's1'`, ['s0']],
    [`SELECT sk FROM "composite"."gsi2" WHERE l1 = 'odd' AND l2 > 'z1'`, ['s3']],
    [`SELECT sk FROM "composite" WHERE pk = 'nobody'`, []],
  ])('%s', async (statement, expected) => {
    expect((await rows(statement))?.map(({ sk }) => sk?.S)).toEqual(expected);
  });

  test('gives a nested path its last name', async () => {
    await put('hash', { pk: { S: 'nested' }, m: { M: { a: { L: [{ S: 'x' }, { S: 'deep' }] } } } });
    expect(await rows(`SELECT m.a, pk FROM hash WHERE pk = 'nested'`)).toEqual([
      { a: { L: [{ S: 'x' }, { S: 'deep' }] }, pk: { S: 'nested' } },
    ]);
  });

  test('goes on with a token', async () => {
    const statement = `SELECT sk FROM "composite" WHERE pk = ?`;
    const Parameters = [{ S: 'p' }];
    const first = await run(statement, { Parameters, Limit: 3 });
    const second = await run(statement, { Parameters, Limit: 3, NextToken: first.NextToken });
    expect([first.Items?.length, second.Items?.map(({ sk }) => sk?.S), second.NextToken]).toEqual([3, ['s3'], undefined]);
  });

  test('costs what a query costs', async () => {
    const { ConsumedCapacity } = await run(`SELECT * FROM "composite" WHERE pk = 'p'`, {
      ReturnConsumedCapacity: 'TOTAL',
      ConsistentRead: true,
    });
    expect(ConsumedCapacity).toEqual({ TableName: 'composite', CapacityUnits: 1 });
  });
});

describe('writes', () => {
  test('INSERT makes an item, once', async () => {
    await run(`INSERT INTO "hash" VALUE {'pk': ?, 'n': 1, 'l': [true, null], 's': <<'a', 'b'>>}`, { Parameters: [{ S: 'inserted' }] });
    expect(await get('inserted')).toEqual({
      pk: { S: 'inserted' },
      n: { N: '1' },
      l: { L: [{ BOOL: true }, { NULL: true }] },
      s: { SS: ['a', 'b'] },
    });
    expect(await refusal(endpoint.url, 'ExecuteStatement', { Statement: `INSERT INTO "hash" VALUE {'pk': 'inserted'}` })).toBe(
      'DuplicateItemException: Duplicate primary key exists in table',
    );
  });

  test('UPDATE sets, adds up, appends and removes', async () => {
    await put('hash', { pk: { S: 'updated' }, n: { N: '1' }, l: { L: [] }, s: { SS: ['a'] }, gone: { S: 'x' } });
    const Items = await rows(
      `UPDATE "hash" SET n = n + 1 SET l = list_append(l, [7]) SET s = set_add(s, <<'b'>>) REMOVE gone WHERE pk = 'updated' RETURNING ALL NEW *`,
    );
    expect(Items).toEqual([{ pk: { S: 'updated' }, n: { N: '2' }, l: { L: [{ N: '7' }] }, s: { SS: ['a', 'b'] } }]);
    expect(await rows(`UPDATE "hash" SET n = 5 WHERE pk = 'updated' RETURNING MODIFIED OLD *`)).toEqual([{ n: { N: '2' } }]);
  });

  test.each([
    ['an item that is not there', `UPDATE "hash" SET a = 1 WHERE pk = 'never'`],
    ['a condition that does not hold', `UPDATE "hash" SET a = 1 WHERE pk = 'cond' AND v = 'other'`],
    ['a delete whose condition does not hold', `DELETE FROM "hash" WHERE pk = 'cond' AND v = 'other'`],
  ])('is refused for %s', async (_name, Statement) => {
    await put('hash', { pk: { S: 'cond' }, v: { S: 'this' } });
    expect(await refusal(endpoint.url, 'ExecuteStatement', { Statement })).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    );
    expect(await get('cond')).toEqual({ pk: { S: 'cond' }, v: { S: 'this' } });
  });

  test('DELETE removes, and returns when asked', async () => {
    await put('hash', { pk: { S: 'deleted' }, v: { S: 'x' } });
    expect(await rows(`DELETE FROM "hash" WHERE pk = 'deleted' RETURNING ALL OLD *`)).toEqual([{ pk: { S: 'deleted' }, v: { S: 'x' } }]);
    expect(await get('deleted')).toBeUndefined();
    expect(await rows(`DELETE FROM "hash" WHERE pk = 'deleted'`)).toEqual([]);
  });
});

// Source: dynamodb-conformance, recorded on AWS, 2026.
test.each([
  [`SELECTT * FROM "hash"`, {}, "ValidationException: Statement wasn't well formed, can't be processed: Expected data manipulation"],
  [`SELECT * FROM "none-such" WHERE pk = 'x'`, {}, 'ResourceNotFoundException: Requested resource not found'],
  [`SELECT * FROM "composite"."nope" WHERE pk = 'p'`, {}, 'ValidationException: The table does not have the specified index'],
  [
    `SELECT * FROM "composite"."gsi1"."extra" WHERE pk = 'p'`,
    {},
    'ValidationException: A path may contain at most 2 components in the FROM clause',
  ],
  [`SELECT * FROM "" WHERE pk = 'x'`, {}, 'ValidationException: Path component cannot be an empty string'],
  [
    `SELECT * FROM "composite"."gsi1" WHERE l1 = 'x'`,
    { ConsistentRead: true },
    'ValidationException: Strongly consistent read is not supported on Global Secondary Indexes',
  ],
  [
    `SELECT pk FROM "composite"."gsi2" WHERE l1 = 'odd' AND mine = 1`,
    {},
    'ValidationException: One or more parameter values were invalid: Secondary index gsi2 does not project one or more filter attributes: [mine]',
  ],
  [
    `SELECT mine FROM "composite"."gsi2" WHERE l1 = 'odd'`,
    {},
    'ValidationException: One or more parameter values were invalid: Global secondary index gsi2 does not project [mine]',
  ],
  [
    `SELECT pk FROM "hash" WHERE pk = 'x' AND val < ?`,
    { Parameters: [{ BOOL: true }] },
    'ValidationException: Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  [
    `DELETE FROM "hash" WHERE pk = 'x' RETURNING MODIFIED OLD *`,
    {},
    'ValidationException: Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
  ],
])('%s is refused', async (Statement, more, expected) => {
  expect(await refusal(endpoint.url, 'ExecuteStatement', { Statement, ...more })).toBe(expected);
});

test('a batch answers each statement for itself', async () => {
  await put('hash', { pk: { S: 'batched' }, v: { S: 'x' } });
  const { Responses } = await endpoint.client.send(
    new BatchExecuteStatementCommand({
      Statements: [
        { Statement: `SELECT * FROM "hash" WHERE pk = 'batched'` },
        { Statement: `SLECT * FROM "hash"` },
        { Statement: `SELECT * FROM "none-such" WHERE pk = 'x'` },
        { Statement: `SELECT * FROM "hash" WHERE v = 'x'` },
        { Statement: `DELETE FROM "hash" WHERE pk = 'batched' RETURNING ALL OLD *` },
      ],
    }),
  );
  expect(Responses).toEqual([
    { TableName: 'hash', Item: { pk: { S: 'batched' }, v: { S: 'x' } } },
    { Error: { Code: 'ValidationError', Message: "Statement wasn't well formed, can't be processed: Expected data manipulation" } },
    { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
    {
      Error: {
        Code: 'ValidationError',
        Message: 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
      },
    },
    { TableName: 'hash', Item: { pk: { S: 'batched' }, v: { S: 'x' } } },
  ]);
});

describe('a transaction', () => {
  const transact = (statements: string[], more: object = {}) =>
    endpoint.client.send(new ExecuteTransactionCommand({ TransactStatements: statements.map((Statement) => ({ Statement })), ...more }));

  test('does all or nothing', async () => {
    await put('hash', { pk: { S: 'tx-there' } });
    const statements = [`INSERT INTO "hash" VALUE {'pk': 'tx-new'}`, `INSERT INTO "hash" VALUE {'pk': 'tx-there'}`];
    await expect(transact(statements)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'DuplicateItem' }],
    });
    expect(await get('tx-new')).toBeUndefined();
    await transact([statements[0] ?? '', `UPDATE "hash" SET v = 1 WHERE pk = 'tx-there'`]);
    expect([await get('tx-new'), await get('tx-there')]).toEqual([{ pk: { S: 'tx-new' } }, { pk: { S: 'tx-there' }, v: { N: '1' } }]);
  });

  test('reads items by their keys', async () => {
    await put('hash', { pk: { S: 'tx-read' } });
    const { Responses } = await transact([`SELECT * FROM "hash" WHERE pk = 'tx-read'`, `SELECT * FROM "hash" WHERE pk = 'tx-none'`]);
    expect(Responses).toEqual([{ Item: { pk: { S: 'tx-read' } } }, {}]);
  });

  test('is carried out once for a token, and read the second time', async () => {
    await put('hash', { pk: { S: 'tx-token' }, n: { N: '0' } });
    const again = () =>
      transact([`UPDATE "hash" SET n = n + 1 WHERE pk = 'tx-token'`], {
        ClientRequestToken: 'statement-token',
        ReturnConsumedCapacity: 'TOTAL',
      });
    expect((await again()).ConsumedCapacity).toEqual([{ TableName: 'hash', CapacityUnits: 2, WriteCapacityUnits: 2 }]);
    expect((await again()).ConsumedCapacity).toEqual([{ TableName: 'hash', CapacityUnits: 2, ReadCapacityUnits: 2 }]);
    expect(await get('tx-token')).toMatchObject({ n: { N: '1' } });
  });

  test.each([
    [`UPDATE "hash" SET a = 'v' WHERE pk = 'x' RETURNING ALL NEW *`, 'RETURNING clause is not supported in ExecuteTransaction.'],
    [`SELECT * FROM "composite"."gsi1" WHERE l1 = 'x'`, 'Reads on indices are not supported within transactions.'],
  ])('refuses %s', async (Statement, message) => {
    expect(await refusal(endpoint.url, 'ExecuteTransaction', { TransactStatements: [{ Statement }] })).toBe(
      `ValidationException: Validation failed in TransactStatements[0]: ${message}`,
    );
  });
});
