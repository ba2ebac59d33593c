// PartiQL as it is written: literals, comments, functions and IS, both forms of UPDATE, index reads, and what each is refused for.
// Source: dynamodb-conformance's PartiQL suites and floci's captures, both recorded on AWS in 2026.
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

type Attributes = Record<string, AttributeValue>;
const s = (S: string): AttributeValue => ({ S });
const n = (N: string): AttributeValue => ({ N });

let endpoint: Endpoint;
const stored: Attributes = {
  pk: s('item'),
  s: s('str'),
  n: n('5'),
  ss: { SS: ['a', 'b', 'c'] },
  m: { M: { sub: s('x'), l: { L: [s('p'), s('q')] } } },
  l: { L: [s('a'), s('b')] },
  nul: { NULL: true },
  flag: { BOOL: true },
  note: s("a--b /*c*/ it's"),
};
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  await put('hash', stored);
  for (const sk of ['1', '2', '3']) await put('composite', { pk: s('p'), sk: s(sk), l1: s('x'), data: s(`d${sk}`), more: s('y') });
  for (const sk of ['10', '-7.3', '7310000']) await put('sorted-numbers', { pk: s('p'), sk: n(sk) });
});
afterAll(() => endpoint.stop());

const put = (TableName: string, Item: Attributes) => endpoint.client.send(new PutItemCommand({ TableName, Item }));
const run = async (Statement: string, more: Partial<ExecuteStatementCommandInput> = {}): Promise<Attributes[] | undefined> =>
  (await endpoint.client.send(new ExecuteStatementCommand({ Statement, ...more }))).Items;
const get = async (pk: string) => (await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: s(pk) } }))).Item;

test.each([
  ['attribute_exists(ss)', true],
  ['ATTRIBUTE_EXISTS("ss")', true],
  ['attribute_exists(m.sub) = true', true],
  ['attribute_exists(m.sub) = false', false],
  ['attribute_not_exists(m.none)', true],
  ['NOT attribute_exists(none)', true],
  ['(attribute_exists(none) OR attribute_exists(ss))', true],
  ['size(s) = 3', true],
  ["attribute_type(ss, 'SS')", true],
  ['nul IS NULL', true],
  ['s IS NULL', false],
  ['s IS NOT NULL', true],
  ['none IS MISSING', true],
  ['s IS NOT MISSING', true],
  ['flag IS BOOL', true],
  ['s IS STRING', true],
  ["s IN ['a', 'str']", true],
  ["s IN ('a', 'b')", false],
  ["NOT s IN ['a']", true],
  ['n BETWEEN 4 AND 5.0', true],
  ['n>-5', true],
  ['5 < n OR n = .5e1', true],
  ['n != 6', true],
  ["ss = <<'c', 'b', 'a'>>", true],
  ["l = ['b', 'a']", false],
  ["m = {'l': ['p', 'q'], 'sub': 'x'}", true],
  ["contains(ss, 'b') AND begins_with(s, 'st')", true],
  ["m.l[1] = 'q'", true],
  ["note = 'a--b /*c*/ it''s'", true],
  ['true = flag -- a note', true],
  ['/* a note */ flag = true;', true],
])('WHERE %s: %s', async (condition, holds) => {
  expect(await run(`SELECT pk FROM "hash" WHERE pk = 'item' AND ${condition}`)).toEqual(holds ? [{ pk: s('item') }] : []);
  expect(await run(`select pk from hash where pk = 'item' and ${condition}`)).toEqual(holds ? [{ pk: s('item') }] : []);
});

test.each<[string, string[]]>([
  ["pk = 'p'", ['1', '2', '3']],
  ["pk = 'p' AND sk > '1'", ['2', '3']],
  ["sk = '2' AND 'p' = pk", ['2']],
  ["pk IN ['q', 'p'] AND sk < '3'", ['1', '2']],
  ["pk = 'p' AND NOT sk = '1' OR pk = 'p' AND sk = '2'", ['2', '3']],
  ["pk = 'p' AND sk <> '1'", ['2', '3']],
  ["(pk = 'p' AND sk = '1') AND data = 'd1'", ['1']],
  ["pk = 'p' ORDER BY sk DESC", ['3', '2', '1']],
  ["pk = 'p' ORDER BY sk ASC", ['1', '2', '3']],
  ["data = 'd3'", ['3']],
])('reads by WHERE %s', async (where, expected) => {
  expect((await run(`SELECT sk FROM "composite" WHERE ${where}`))?.map(({ sk }) => sk?.S)).toEqual(expected);
});

test.each(['7.31e6', '7.31E+6', '731e4', '73100000e-1'])('%s is a number', async (literal) => {
  expect(await run(`SELECT sk FROM "sorted-numbers" WHERE pk = 'p' AND sk = ${literal}`)).toEqual([{ sk: n('7310000') }]);
  expect(await run(`SELECT sk FROM "sorted-numbers" WHERE pk = 'p' AND sk = -.73e1`)).toEqual([{ sk: n('-7.3') }]);
});

test('a selected path is called by its last step', async () => {
  expect(await run(`SELECT pk, m.sub, m.l[1], l[-0], none FROM "hash" WHERE pk = 'item'`)).toEqual([
    { pk: s('item'), sub: s('x'), 'l[1]': s('q'), 'l[0]': s('a') },
  ]);
});

test('goes on after a page, partition after partition', async () => {
  const statement = "SELECT sk FROM composite WHERE pk IN ['q', 'p', 'o']";
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await endpoint.client.send(new ExecuteStatementCommand({ Statement: statement, Limit: 2, NextToken }));
    for (const { sk } of page.Items ?? []) seen.push(sk?.S);
    NextToken = page.NextToken;
  } while (NextToken !== undefined && seen.length < 9);
  expect(seen).toEqual(['1', '2', '3']);
});

test.each([
  ['no token', 'x'],
  ['one without a place', Buffer.from('{"of":"x"}').toString('base64')],
])('refuses a NextToken that is %s', async (_name, NextToken) => {
  const request = { Statement: 'SELECT * FROM composite', NextToken };
  expect(await refusal(endpoint.url, 'ExecuteStatement', request)).toBe('ValidationException: Given NextToken is invalid');
});

test('refuses the NextToken of another statement', async () => {
  const first = "SELECT sk FROM composite WHERE pk = 'p'";
  const { NextToken } = await endpoint.client.send(new ExecuteStatementCommand({ Statement: first, Limit: 1 }));
  const request = { Statement: "SELECT sk FROM composite WHERE pk = 'q'", NextToken };
  expect(await refusal(endpoint.url, 'ExecuteStatement', request)).toBe('ValidationException: NextToken does not match request');
});

describe('UPDATE', () => {
  const before = {
    a: n('1'),
    ss: { SS: ['a'] },
    ns: { NS: ['1', '2'] },
    l: { L: [s('a'), s('b'), s('c')] },
    m: { M: { x: s('o'), y: s('k') } },
  };
  test.each<[string, Attributes | undefined]>([
    ['SET a = a - 3', { a: n('-2') }],
    ['SET a=a-1 SET b = 2', { a: n('0'), b: n('2') }],
    ["SET a = 7, m.x = 'new'", { a: n('7'), m: { M: { x: s('new') } } }],
    ["SET l = list_append(l, ['d'])", { l: { L: ['a', 'b', 'c', 'd'].map(s) } }],
    ["SET ss = SET_ADD(ss, <<'a', 'b'>>)", { ss: { SS: ['a', 'b'] } }],
    ["SET fresh = set_add(fresh, <<'x'>>)", { fresh: { SS: ['x'] } }],
    ['SET ns = set_delete(ns, <<2.0>>)', { ns: { NS: ['1'] } }],
    ["SET ss = set_delete(ss, <<'a'>>)", undefined],
    ["SET l[2] = 'y', l[0] = 'x'", { l: { L: [s('x'), s('y')] } }],
    ["SET l[7] = 'd'", undefined],
    ['REMOVE l[1]', { l: { L: [s('c')] } }],
    ['REMOVE a REMOVE m.y', undefined],
  ])('%s gives %j', async (actions, modified) => {
    await put('hash', { pk: s('updated'), ...before });
    expect(await run(`UPDATE "hash" ${actions} WHERE pk = 'updated' RETURNING MODIFIED NEW *`)).toEqual(modified ? [modified] : []);
    const after = await get('updated');
    await put('hash', { pk: s('updated'), ...before });
    expect(await run(`FROM hash WHERE pk = ? ${actions} RETURNING ALL NEW *`, { Parameters: [s('updated')] })).toEqual([after]);
  });

  test.each([
    ["UPDATE hash SET a = 1 WHERE pk = 'absent'", 'ConditionalCheckFailedException'],
    ["UPDATE hash SET a = 1 WHERE pk = 'absent' AND attribute_not_exists(pk)", 'ConditionalCheckFailedException'],
    ["UPDATE hash SET ss = set_add(ss, <<'x'>>) WHERE pk = 'absent'", 'ConditionalCheckFailedException'],
    ["FROM hash WHERE pk = 'absent' SET a = 1", 'ConditionalCheckFailedException'],
    ["DELETE FROM hash WHERE pk = 'absent' AND a = 1", 'accepted'],
  ])('of no item: %s', async (Statement, answer) => {
    expect((await refusal(endpoint.url, 'ExecuteStatement', { Statement })).split(':')[0]).toBe(answer);
    expect(await get('absent')).toBeUndefined();
  });
});

const malformed = "Statement wasn't well formed, can't be processed: ";
const leftover = `${malformed}Unexpected token after expression`;
const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const where = "WHERE pk = 'item'";
const set = (action: string): string => `UPDATE hash SET ${action} ${where}`;
const at = (statement: string, token: string, from = 0): string => `1:${statement.indexOf(token, from) + 1}:${token.length}`;
const noTerm = `${malformed}Unexpected term`;
const noRight = `${malformed}Missing right-hand side expression of infix operator`;
const noOperator = `${malformed}Unexpected operator`;
const noTable = `${malformed}Expected identifier for simple path`;
const noKey = 'Where clause does not contain a mandatory equality on all key attributes';
const selectFunction = `SELECT attribute_exists(ss) FROM hash ${where}`;
const unknown = `SELECT * FROM hash ${where} AND EXISTS(ss)`;
const otherTarget = set("t = set_add(ss, <<'x'>>)");
const noSet = set("ss = set_add(ss, 'x')");
const oneArgument = set('ss = set_delete(ss)');
const addInWhere = `SELECT * FROM hash ${where} AND set_add(ss, <<'x'>>) = ss`;
const rows: [string, string][] = [
  [`SELECT * FROM hash ${where} foo`, leftover],
  ['SELECT * FROM hash WHERE', noTerm],
  ['SELECT * FROM hash WHERE;', noTerm],
  ['UPDATE hash SET a = 1 WHERE', noTerm],
  ['DELETE FROM hash WHERE', noTerm],
  ['SELECT * FROM hash WHERE NOT', noTerm],
  ['SELECT * FROM hash WHERE (', noTerm],
  ['SELECT * FROM missing WHERE', noTerm],
  ["SELECT * FROM hash WHERE pk = 'a' AND", noRight],
  ["SELECT * FROM hash WHERE pk = 'a' OR", noRight],
  ['SELECT * FROM hash WHERE ORDER BY pk', `${malformed}Unexpected keyword`],
  ["SELECT * FROM hash WHERE pk = 'a' AND x IS FOO", `${malformed}Expected type name`],
  ['SELECT * FROM hash WHERE IS NULL', noOperator],
  ['SELECT * FROM hash WHERE pk = LIKE', noOperator],
  ...['INT4', 'INT8', 'DOUBLE PRECISION', 'CHARACTER VARYING'].map((type): [string, string] => [
    `x IS ${type}`,
    'Unsupported operation: IsType',
  ]),
  ['DELETE FROM', noTable],
  ['DELETE FROM;', noTable],
  ["DELETE FROM WHERE pk = 'a'", noTable],
  ['SELECT * FROM', noTerm],
  ['FROM hash SET c = 1', noKey],
  ['FROM hash REMOVE a', noKey],
  ['FROM hash WHERE a = 1 SET c = 1', noKey],
  ["FROM hash SET c = 1 WHERE pk = 'a'", leftover],
  ['SELECT * FROM hash WHERE n = 1 e5', leftover],
  ["INSERT INTO hash VALUE {'pk': 'new'} foo", leftover],
  ["INSERT INTO hash t VALUE {'pk': 'new'}", leftover],
  [`DELETE FROM hash ${where} ORDER BY pk`, leftover],
  [`SELECT * FROM hash ORDER BY pk ${where}`, leftover],
  ['SELECT * FROM hash WHERE n = 1)', leftover],
  ['SELECT * FROM hash WHERE n = 1e2147483648', malformed],
  ['SELECT * FROM hash WHERE n = 1.5e-2147483647', malformed],
  ['SELECT * FROM hash WHERE n = 1 # note', malformed],
  ['SELECT * FROM hash WHERE n = 1 /* note', malformed],
  ['SELECT * FROM "hash', malformed],
  [`SELECT * FROM hash ${where} AND attribute_exists(m.inner)`, `${malformed}Invalid path dot component`],
  [`SELECT * FROM hash t ${where}`, 'Aliasing is not supported'],
  [`UPDATE "hash" AS t SET a = 1 ${where}`, 'Aliasing is not supported'],
  ['SELECT * FROM hash WHERE n = 1e126', `${overflow} under root`],
  ["INSERT INTO hash VALUE {'pk': 'new', 'm': {'x': 1e126}}", `${overflow} under root.x`],
  ["INSERT INTO hash VALUE {'pk': 'new', 'l': [1, 1e126]}", `${overflow} under root[1]`],
  [`SELECT l[-1] FROM hash ${where}`, 'List index is not within the allowable range; index: [-1] at 1:11:1'],
  [
    `SELECT * FROM hash ${where} AND attribute_exists('ss')`,
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    `SELECT * FROM hash ${where} AND attribute_exists()`,
    'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
  ],
  [
    `SELECT * FROM hash ${where} AND attribute_type(l, 1)`,
    'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N',
  ],
  [selectFunction, `Unexpected path component at ${at(selectFunction, 'attribute_exists')}`],
  [unknown, `Unrecognized function: exists at ${at(unknown, 'EXISTS')}`],
  [addInWhere, `Unrecognized function: set_add at ${at(addInWhere, 'set_add')}`],
  [otherTarget, `The first argument to SET_ADD must equal the assignment value at ${at(otherTarget, 'set_add')}`],
  [noSet, `The second argument to SET_ADD must be a value with type SET at ${at(noSet, 'ss', noSet.indexOf('('))}`],
  [oneArgument, `SET_DELETE must have exactly two arguments at ${at(oneArgument, 'set_delete')}`],
  [set('ss = set_add(ss, <<1>>)'), 'An operand in the update expression has an incorrect data type'],
  [set("ss = set_add(ss, <<'x', 'x'>>)"), 'One or more parameter values were invalid: Input collection [x, x] contains duplicates.'],
  [set('n = <<2, 2.0>>'), 'One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root'],
  [set('ss = set_add(ss, <<>>)'), 'Empty bags are not supported'],
  [set("none[0] = 'x'"), 'The document path provided in the update expression is invalid for update'],
  ["DELETE FROM hash WHERE s = 'str'", 'Where clause does not contain a mandatory equality on all key attributes'],
  ["UPDATE composite SET a = 1 WHERE pk = 'p'", 'Where clause does not contain a mandatory equality on all key attributes'],
  ["UPDATE composite.gsi1 SET a = 1 WHERE pk = 'p'", 'This operation is not supported on an index'],
  ["INSERT INTO composite.gsi1 VALUE {'pk': 'p'}", 'FROM clause may only contain a single table name'],
  ['SELECT * FROM hash WHERE pk = ?', "Number of parameters in request and statement don't match."],
  [
    "SELECT pk FROM composite.gsi2 WHERE l1 = 'x' AND b = '1' AND (a = '2' OR data = '3')",
    'One or more parameter values were invalid: Secondary index gsi2 does not project one or more filter attributes: [a, b]',
  ],
  [
    "SELECT pk FROM composite.gsi2 WHERE l1 = 'x' AND (zz = '1' OR aa = '2' OR mm = '3')",
    'One or more parameter values were invalid: Secondary index gsi2 does not project one or more filter attributes: [zz, aa, mm]',
  ],
];
test.each(rows)('refuses %s', async (Statement, message) => {
  expect(await refusal(endpoint.url, 'ExecuteStatement', { Statement })).toBe(`ValidationException: ${message}`);
  expect(await get('item')).toEqual(stored);
  expect(await get('new')).toBeUndefined();
});

test('checks parameters before it reads the statement', async () => {
  const nothing = { Statement: 'UPDATE hash SET WHERE', Parameters: [{ SS: ['a', 'a'] }] };
  expect(await refusal(endpoint.url, 'ExecuteStatement', nothing)).toBe(
    'ValidationException: One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  );
  const untrue = { Statement: "INSERT INTO hash VALUE {'pk': 'new', 'x': ?}", Parameters: [{ NULL: false }] };
  expect(await refusal(endpoint.url, 'ExecuteStatement', untrue)).toBe(
    'ValidationException: One or more parameter values were invalid: Null attribute value types must have the value of true',
  );
});

test('a member of a batch names its table only when it ran', async () => {
  const { Responses } = await endpoint.client.send(
    new BatchExecuteStatementCommand({
      Statements: [
        { Statement: "UPDATE hash SET a = 1 WHERE pk = 'item' AND s = 'other'", ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
        { Statement: "INSERT INTO hash VALUE {'pk': 'item'}" },
        { Statement: "SELECT * FROM hash WHERE pk = 'item' AND s = 'str'" },
      ],
    }),
  );
  expect(Responses).toEqual([
    { TableName: 'hash', Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } },
    { TableName: 'hash', Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
    {
      Error: {
        Code: 'ValidationError',
        Message: 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
      },
    },
  ]);
});

describe('a transaction', () => {
  const transact = (...statements: string[]): Promise<string> =>
    refusal(endpoint.url, 'ExecuteTransaction', { TransactStatements: statements.map((Statement) => ({ Statement })) });
  const read = "SELECT * FROM composite WHERE pk = 'p' AND sk = '1'";
  const unkeyed =
    'ValidationException: Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.';
  test.each([
    [[`EXISTS(${read} AND nope IS MISSING)`, "UPDATE hash SET n = 5 WHERE pk = 'item'"], 'accepted'],
    [
      [`EXISTS(${read})`, "UPDATE hash SET n = 5 WHERE pk = 'item'"],
      'ValidationException: Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition',
    ],
    [
      [`EXISTS(${read} AND data = 'other')`, "UPDATE hash SET n = 6 WHERE pk = 'item'"],
      'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
    ],
    [
      [read, "SELECT data FROM composite WHERE sk = '1' AND pk = 'p'"],
      'ValidationException: Transaction request cannot include multiple operations on one item',
    ],
    [
      [read, "SELECT * FROM composite WHERE pk = 1 AND sk = '1'"],
      'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    ],
    [[`${read} AND data = 'd1'`], unkeyed],
    [[`${read} AND pk = 'q'`], unkeyed],
    [["SELECT * FROM composite WHERE pk = 'p'"], unkeyed],
    [["SELECT * FROM composite WHERE (sk = '1') AND pk = 'p' AND pk = 'p'"], 'accepted'],
  ])('%j: %s', async (statements, answer) => {
    expect(await transact(...statements)).toBe(answer);
    expect(await get('item')).toEqual(stored);
  });

  test('of writes answers with no responses', async () => {
    const statements = ["UPDATE hash SET n = 5 WHERE pk = 'item'", "INSERT INTO hash VALUE {'pk': 'of transaction'}"];
    const { Responses } = await endpoint.client.send(
      new ExecuteTransactionCommand({ TransactStatements: statements.map((Statement) => ({ Statement })) }),
    );
    expect(Responses).toEqual([]);
  });
});
