// PartiQL: which reads a WHERE comes to, by key or by scan, and what AWS says of those it does not carry out. The grammar of statements
// is in statement-grammar.test.ts, single statements by operation are in execute-statement.test.ts.
// Source of all: answers recorded from AWS (eu-west-2, 2026-09 and 2026-10) by floci's tests and by dynamodb-conformance.
import { CreateTableCommand, ExecuteStatementCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'indexed',
      AttributeDefinitions: ['pk', 'team'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'included',
          KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const items = [
    { pk: 'r', sk: '1', flag: 'one' },
    { pk: 'r', sk: '2', flag: 'two' },
    { pk: 's', sk: '1', flag: 'one' },
  ];
  for (const { pk, sk, flag } of items) {
    const Item = { pk: { S: pk }, sk: { S: sk }, flag: { S: flag }, n: { N: '1' }, yes: { BOOL: true } };
    await endpoint.client.send(new PutItemCommand({ TableName: 'composite', Item }));
  }
  const entry = { pk: { S: 'p' }, team: { S: 'y' }, shown: { S: 'seen' }, hidden: { S: 'h' } };
  await endpoint.client.send(new PutItemCommand({ TableName: 'indexed', Item: entry }));
  await endpoint.client.send(new PutItemCommand({ TableName: 'indexed', Item: { ...entry, pk: { S: 'p2' }, team: { S: 'z' } } }));
});
afterAll(() => endpoint.stop());

async function keys(where: string): Promise<string[]> {
  const { Items = [] } = await endpoint.client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM composite WHERE ${where}` }));
  return Items.map(({ pk, sk }) => `${pk?.S}${sk?.S}`).sort();
}
const execute = (Statement: string, Parameters?: object[]): Promise<string> =>
  refusal(endpoint.url, 'ExecuteStatement', { Statement, ...(Parameters && { Parameters }) });
const values = (count: number): string => Array.from({ length: count }, (_, i) => `'v${i}'`).join(', ');

describe('reads', () => {
  test.each<[string, string[]]>([
    ["pk = 'r' AND (sk = '1' OR sk = '2')", ['r1', 'r2']],
    ["pk = 'r' AND sk IN ['1', '2']", ['r1', 'r2']],
    ["pk = 'r' AND (sk < '1' OR sk > '1' OR sk = '1')", ['r1', 'r2']],
    ["pk = 'r' AND attribute_exists(pk)", ['r1', 'r2']],
    ["pk = 'r' AND sk > '0' AND sk <> '1'", ['r2']],
    ["pk = 'r' AND sk = '1' AND sk > '0'", ['r1']],
    ["pk = 'r' AND sk > '5' AND sk < '3'", []],
    ["pk = 'r' AND sk = '1' OR pk = 's' AND flag = 'one'", ['r1', 's1']],
    ["pk = 's' OR sk = '2'", ['r2', 's1']],
    ["pk = 'r' AND NOT sk = '1' OR pk = 'r' AND sk = '2'", ['r2']],
    ["pk = 'r' AND sk <> '1' OR pk = 'r' AND sk = '2'", ['r2']],
    ["pk = 'r' OR pk = 'r' AND NOT sk = '1'", ['r1', 'r2']],
    ["pk = 'r' AND NOT begins_with(sk, 'x') OR pk = 'r' AND sk = '2'", ['r1', 'r2']],
    ['pk > 1', []],
    [`pk IN [${values(50)}] AND flag IN [${values(100)}]`, []],
    [`pk IN [${values(51)}] OR flag = 'one'`, ['r1', 's1']],
  ])('WHERE %s', async (where, expected) => {
    expect(await keys(where)).toEqual(expected);
  });

  test('page after page of several ranges', async () => {
    const Statement = "SELECT * FROM composite WHERE pk = 'r' AND sk IN ['2', '1'] OR pk = 's' AND sk < '5'";
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await endpoint.client.send(new ExecuteStatementCommand({ Statement, Limit: 1, NextToken }));
      for (const { pk, sk } of page.Items ?? []) seen.push(`${pk?.S}${sk?.S}`);
      NextToken = page.NextToken;
    } while (NextToken !== undefined && seen.length < 9);
    expect(seen.sort()).toEqual(['r1', 'r2', 's1']);
  });
});

describe('refuses', () => {
  const overlapping = 'Overlapping conditions with range keys are not supported in where clause';
  const manyReads = 'Too many decomposed read operations for a given query.';
  const manyOperands = 'The IN operator is provided with too many operands; number of operands: 101';
  const otherType = (name: string): string => `Key attribute's data type should match its data type in table's schema: Key ${name}`;
  test.each<[string, string]>([
    ["pk IN ['r', 'r']", overlapping],
    ["pk = 'r' OR pk = 'r'", overlapping],
    ["pk = 'r' AND (sk > '0' OR sk < '5')", overlapping],
    ["pk = 'r' AND (sk = '1' OR flag = 'two')", overlapping],
    ["(pk = 'r' AND flag = 'one') OR (pk = 'r' AND flag = 'two')", overlapping],
    ["pk = 'r' AND flag <> '1' OR pk = 'r' AND sk = '2'", overlapping],
    ["pk = 1 OR pk = 'r'", otherType('pk')],
    ["pk = 'r' AND sk IN ['1', 2]", otherType('sk')],
    ["pk = true AND sk = '1'", 'Key value must be of type S, N, or B. Key name: pk, Key type: BOOL'],
    [`pk IN [${values(51)}]`, manyReads],
    [`pk = 'r' AND sk IN [${values(51)}]`, manyReads],
    [`pk IN [${values(26)}] AND sk IN ['1', '2']`, manyReads],
    [`pk = 'r' AND flag IN [${values(101)}]`, manyOperands],
  ])('WHERE %s', async (where, message) => {
    expect(await execute(`SELECT * FROM composite WHERE ${where}`)).toBe(`ValidationException: ${message}`);
  });
});

describe('ORDER BY', () => {
  test.each<[string, string[]]>([
    ["pk = 'r' ORDER BY pk ASC", ['r2', 'r1']],
    ["pk IN ['s', 'r'] ORDER BY pk", ['r2', 'r1', 's1']],
    ["pk IN ['s', 'r'] ORDER BY pk DESC", ['s1', 'r2', 'r1']],
    ["pk IN ['s', 'r'] ORDER BY pk DESC, sk ASC", ['s1', 'r1', 'r2']],
    ["pk IN ['s', 'r'] ORDER BY pk, sk DESC", ['r2', 'r1', 's1']],
    ["pk = 'r' AND sk IN ['1', '2'] ORDER BY sk DESC", ['r2', 'r1']],
  ])('%s', async (where, expected) => {
    const { Items = [] } = await endpoint.client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM composite WHERE ${where}` }));
    expect(Items.map(({ pk, sk }) => `${pk?.S}${sk?.S}`)).toEqual(expected);
  });

  test.each([
    [
      "WHERE pk IN ['s', 'r'] ORDER BY sk",
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    ],
    ["WHERE pk = 'r' ORDER BY flag DESC", 'Attribute flag in ORDER BY clause must be part of the primary key'],
    ['ORDER BY sk', 'Must have WHERE clause in the statement when using ORDER BY clause.'],
    ["WHERE pk > 'a' ORDER BY sk", 'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.'],
  ])('is refused: %s', async (rest, message) => {
    expect(await execute(`SELECT * FROM composite ${rest}`)).toBe(`ValidationException: ${message}`);
  });
});

describe('a condition as a value', () => {
  test.each([
    ['attribute_exists(nope) = false', true],
    ['true = attribute_exists(n)', true],
    ['attribute_exists(n) <> 1', true],
    ["contains(nope, 'z') = false", true],
    ['(n BETWEEN 0 AND 5) = true', true],
    ["(n = 5 OR flag = 'x') = false", true],
    ['attribute_exists(nope) IN [true, false]', true],
    ['attribute_exists(n) = attribute_exists(flag)', true],
    ['attribute_exists(n) = yes', true],
    ['attribute_exists(n) = 1', false],
    ['NOT attribute_exists(n) = true', false],
    ['(attribute_exists(n) = true) = false', false],
    ['attribute_exists(n) = flag', false],
  ])('%s: %s', async (condition, holds) => {
    expect(await keys(`pk = 'r' AND sk = '1' AND ${condition}`)).toEqual(holds ? ['r1'] : []);
  });

  test('has no order', async () => {
    expect(await execute("SELECT * FROM composite WHERE pk = 'r' AND sk = '1' AND attribute_exists(n) > false")).toBe(
      'ValidationException: Incorrect operand type for operator or function; operator or function: >, operand type: BOOL',
    );
  });
});

describe('an index', () => {
  const select = 'SELECT pk FROM indexed.included WHERE';
  const unprojected = (names: string): string =>
    `ValidationException: One or more parameter values were invalid: Secondary index included does not project one or more filter attributes: [${names}]`;
  test.each([
    ["(team = 'y' OR team = 'z') AND zz = '1'", unprojected('zz')],
    ["(team = 'b' AND u1 = '1') OR (team = 'q' AND u2 = '1')", unprojected('u2')],
    ["(team = 'q' AND u1 = '1') OR (team = 'b' AND u2 = '1')", unprojected('u1')],
    ["team = 'y' AND NOT (hidden = 'h' OR shown = 'x')", unprojected('hidden')],
    ["team = 'y' AND b = '1' AND (a = '2' OR shown = '3')", unprojected('a, b')],
    ["(team = 'y' AND shown = '1') OR (team = 'z' AND aa = '1')", 'accepted'],
    ["team > 'a' AND zz = '1'", 'accepted'],
    ["team = 'y' AND (team = 'z' OR zz = '1')", 'accepted'],
    ["(team = 'y' AND zz = '1') OR aa = '1'", 'accepted'],
    [
      "(team = 'y' AND zz = '1') OR (team = 'y' AND aa = '1')",
      'ValidationException: Overlapping conditions with range keys are not supported in where clause',
    ],
  ])('WHERE %s: %s', async (where, answer) => {
    expect(await execute(`${select} ${where}`)).toBe(answer);
  });

  test.each<[string, string[]]>([
    ["hidden = 'h'", []],
    ["NOT hidden = 'h'", ['p', 'p2']],
    ["(team = 'y' AND hidden = 'h') OR team = 'z'", ['p2']],
  ])('is filtered by what it holds: %s', async (where, expected) => {
    const { Items = [] } = await endpoint.client.send(new ExecuteStatementCommand({ Statement: `${select} ${where}` }));
    expect(Items.map(({ pk }) => pk?.S).sort()).toEqual(expected);
  });
});

describe('a transaction or a batch', () => {
  const transact = (...statements: string[]) =>
    post(endpoint.url, 'ExecuteTransaction', { TransactStatements: statements.map((Statement) => ({ Statement })) });
  const answer = async (...statements: string[]): Promise<string> => {
    const { status, body } = await transact(...statements);
    if (status === 200) return 'accepted';
    const reasons = body.CancellationReasons as { Code: string; Message?: string }[] | undefined;
    return reasons ? reasons.map(({ Code, Message }) => `${Code}: ${Message ?? ''}`).join('; ') : String(body.message);
  };
  const select = 'SELECT sk FROM composite WHERE';
  const update = 'UPDATE composite SET a = 1 WHERE';
  const mismatch = 'ValidationError: The provided key element does not match the schema';
  const in0 = 'Validation failed in TransactStatements[0]:';
  const unkeyed = `${in0} Select statements within ExecuteTransaction must specify the primary key in the where clause.`;
  const notFound = 'ResourceNotFound: Requested resource not found';
  test.each<[string[], string]>([
    [[`${select} pk IN ['r'] AND sk IN ['1']`], 'accepted'],
    [[`${select} (pk IN ['r']) AND pk = 'r' AND sk = '2'`], 'accepted'],
    [[`${select} pk IN ['other'] AND pk = 'r' AND sk = '1'`], unkeyed],
    [[`${select} pk IN ['r', 'r'] AND sk = '1'`], `${in0} Overlapping conditions with range keys are not supported in where clause`],
    [
      [`${select} pk IN [${values(101)}] AND sk = '1'`],
      `${in0} The IN operator is provided with too many operands; number of operands: 101`,
    ],
    [[`${select} pk = 'r' AND sk = 1`], mismatch],
    [
      [`EXISTS(${select} pk IN ['r'] AND sk = '1' AND flag = 'one')`, `${update} pk = 'r' AND sk = '2'`],
      `${in0} EXISTS() must contain a single item read with additional condition`,
    ],
    [
      [`EXISTS(${select} pk = 'r' AND sk = '1' AND pk = 's' AND flag = 'none')`, `${update} pk = 's' AND sk = '1'`],
      'ConditionalCheckFailed: The conditional request failed; None: ',
    ],
    [
      ["UPDATE missing SET a = 1 WHERE pk = 'x' AND sk = '1'", "DELETE FROM missing WHERE pk = 'x' AND sk = '1'"],
      `${notFound}; ${notFound}`,
    ],
    [[`${select} pk = 'r' AND sk = '1'`, "SELECT * FROM missing WHERE pk = 'x' AND sk = '1'"], `None: ; ${notFound}`],
    [[`${select} pk = 'r' AND sk = '1'`, "SELECT * FROM missing.idx WHERE pk = 'x' AND sk = '1'"], `None: ; ${notFound}`],
    [
      ["UPDATE missing SET a = 1 WHERE pk = 'x' AND sk = '1'", `${update} pk = 'r' AND sk = '1' RETURNING ALL NEW *`],
      'Validation failed in TransactStatements[1]: RETURNING clause is not supported in ExecuteTransaction.',
    ],
    [
      ["SELECT * FROM missing WHERE pk = 'x' AND sk = '1'", "SELECT * FROM composite.idx WHERE pk = 'x' AND sk = '1'"],
      'Validation failed in TransactStatements[1]: Reads on indices are not supported within transactions.',
    ],
    [
      [
        `${update} pk = 'r'`,
        `${update} pk IN ['r'] AND sk = '1'`,
        `${update} pk = 'r' AND sk = '1' AND pk = 'other'`,
        `${update} pk = 'r' AND sk = 1`,
        `${update} pk = 'r' AND sk = '1'`,
      ],
      `${mismatch}; ${mismatch}; ${mismatch}; ${mismatch}; None: `,
    ],
    [
      ["INSERT INTO composite VALUE {'pk': 'insert'}", "DELETE FROM composite WHERE sk = '1'"],
      `ValidationError: One or more parameter values were invalid: Missing the key sk in the item; ${mismatch}`,
    ],
  ])('%j: %s', async (statements, expected) => {
    expect(await answer(...statements)).toBe(expected);
  });

  test('a batch says of each member what it lacks', async () => {
    const statements = [
      `${select} pk IN ['r'] AND sk = '1'`,
      `${select} pk = 'r' AND sk = '1' AND flag = 'one'`,
      `${select} pk IN [${values(51)}] AND sk = '1'`,
    ];
    const { body } = await post(endpoint.url, 'BatchExecuteStatement', { Statements: statements.map((Statement) => ({ Statement })) });
    expect(body.Responses).toEqual([
      { TableName: 'composite', Item: { sk: { S: '1' } } },
      {
        Error: {
          Code: 'ValidationError',
          Message: 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
        },
      },
      { Error: { Code: 'ValidationError', Message: 'Too many decomposed read operations for a given query.' } },
    ]);
  });
});

describe('a write', () => {
  const item = "pk = 'r' AND sk = '1'";
  const multiple = 'ValidationException: Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported';
  const operand = (type: string, operator = '+'): string =>
    `ValidationException: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
  test.each([
    [`UPDATE composite SET a = 1 WHERE ${item} AND pk = 'other'`, multiple],
    [`DELETE FROM composite WHERE ${item} AND pk = 'other'`, multiple],
    [`UPDATE composite SET a = 2 WHERE ${item} AND pk = 'r'`, 'accepted'],
    [`UPDATE composite SET n = 'a' + 1 WHERE ${item} AND nope = 'x'`, operand('S')],
    [`UPDATE composite SET n = n - null WHERE ${item} AND nope = 'x'`, operand('NULL', '-')],
    [`UPDATE composite SET n = n + [1] WHERE ${item}`, operand('L')],
    [
      `UPDATE composite SET t = 1 WHERE ${item} AND flag IN [${values(101)}]`,
      `ValidationException: The IN operator is provided with too many operands; number of operands: 101`,
    ],
    [`UPDATE composite SET n = n - - 2, l = [- 1] WHERE ${item}`, 'accepted'],
    [`SELECT * FROM composite WHERE ${item} AND n = - - 1`, 'accepted'],
    [
      `UPDATE composite SET d = ${"{'a':".repeat(32)}1${'}'.repeat(32)} WHERE ${item}`,
      `ValidationException: Nesting Levels have exceeded supported limits under root${'.a'.repeat(32)}`,
    ],
    [
      `UPDATE composite SET d = {'a':${'['.repeat(31)}1${']'.repeat(31)}} WHERE ${item}`,
      `ValidationException: Nesting Levels have exceeded supported limits under root.a${'[0]'.repeat(31)}`,
    ],
    [
      "INSERT INTO composite VALUE {'pk':'bag','sk':'1','s':<<1, 'a'>>}",
      'ValidationException: Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    ],
    [
      `EXISTS(SELECT * FROM composite WHERE ${item} AND Awards IS MISSING)`,
      'ValidationException: EXISTS can only be used in ExecuteTransaction write requests.',
    ],
    [
      `SELECT * FROM composite WHERE ${item} AND attribute_type(n, 'X')`,
      'ValidationException: Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
    ],
    [`INSERT INTO composite VALUE {'pk':'deep','sk':'1','d':${"{'a':".repeat(31)}1${'}'.repeat(31)}}`, 'accepted'],
  ])('%s: %s', async (statement, answer) => {
    expect(await execute(statement)).toBe(answer);
  });

  test('refuses a parameter inside of a literal', async () => {
    const prefix = 'UPDATE composite SET x = ';
    expect(await execute(`${prefix}[?] WHERE ${item}`, [{ S: 'v' }])).toBe(
      `ValidationException: Unsupported data type: Parameter under key root[0] at 1:${prefix.length + 2}:1`,
    );
    const insert = "INSERT INTO composite VALUE {'pk':'literals','sk':'1','m':{'k':?}}";
    expect(await execute(insert, [{ S: 'v' }])).toBe(
      `ValidationException: Unsupported data type: Parameter under key root.k at 1:${insert.indexOf('?') + 1}:1`,
    );
    expect(await execute("SELECT sk FROM composite WHERE pk = 'r' AND n IN [?, 2]", [{ N: '1' }])).toBe('accepted');
  });

  test('refuses what leaves the item too deep', async () => {
    const deep = `${'{"M":{"a":'.repeat(31)}{"S":"x"}${'}}'.repeat(31)}`;
    await execute(`UPDATE composite SET m = {} WHERE ${item}`);
    expect(await execute(`UPDATE composite SET m.deep = ? WHERE ${item}`, [JSON.parse(deep)])).toBe(
      'ValidationException: Nesting Levels have exceeded supported limits',
    );
  });
});
