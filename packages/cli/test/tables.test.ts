// `gatewright tables`: what is in the tables of a folder or an endpoint, and items carried out and in.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalDynamoDb, startDynamoDB } from '@gatewright/engine/dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseInput } from '../src/command.ts';
import { tables } from '../src/commands/tables.ts';
import { noteEndpoint } from '../src/running-endpoint.ts';
import type { Terminal } from '../src/terminal.ts';

const cwd = mkdtempSync(join(tmpdir(), 'gatewright-tables-'));
let service: LocalDynamoDb;

const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(service.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': 'd',
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=b, Signature=c',
    },
    body: JSON.stringify(input),
  });
  return (await answer.json()) as Record<string, unknown>;
};

const createTable = (TableName: string) =>
  call('CreateTable', {
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });

const big = '12345678901234567890123456789012345678';
const items = [
  {
    pk: { S: 'a' },
    sk: { N: '1' },
    text: { S: 'one, "two"\nthree' },
    big: { N: big },
    m: { M: { l: { L: [{ BOOL: true }, { NULL: true }] } } },
  },
  { pk: { S: 'a' }, sk: { N: '2' }, tags: { SS: ['x', 'y'] } },
  { pk: { S: 'b' }, sk: { N: '1' }, data: { B: 'AAE=' } },
];

beforeAll(async () => {
  service = await startDynamoDB({ dataRoot: join(cwd, '.gatewright') });
  await createTable('notes');
  for (const Item of items) await call('PutItem', { TableName: 'notes', Item });
});
afterAll(async () => {
  await service.stop();
  rmSync(cwd, { recursive: true });
});

async function run(...argv: string[]): Promise<{ code: number; out: string[]; errors: string[] }> {
  const out: string[] = [];
  const errors: string[] = [];
  const interactive = argv[0] === 'person';
  const terminal: Terminal = {
    out: (line) => out.push(line),
    error: (line) => errors.push(line),
    interactive,
    columns: 100,
    cwd,
    env: {},
    onInterrupt: () => () => undefined,
    onKey: () => () => undefined,
  };
  const code = await tables.run(parseInput(tables, interactive ? argv.slice(1) : argv), terminal);
  return { code, out, errors };
}
const at = () => ['--endpoint-url', service.url];
const allOf = async (TableName: string) => {
  const { Items } = (await call('Scan', { TableName })) as { Items: { pk: { S: string }; sk: { N: string } }[] };
  return Items.sort((a, b) => `${a.pk.S}${a.sk.N}`.localeCompare(`${b.pk.S}${b.sk.N}`));
};

test('counts and sizes at a glance', async () => {
  expect((await run('person', 'list', ...at())).out).toEqual([
    expect.stringMatching(/^TABLE +ITEMS +SIZE +KEY$/),
    expect.stringMatching(/^notes +3 +\d+ B +pk \(S\), sk \(N\)$/),
  ]);
  expect(JSON.parse((await run(...at())).out[0] ?? '')).toMatchObject({
    name: 'notes',
    itemCount: 3,
    key: [{ name: 'pk', type: 'S' }, {}],
  });
  expect((await run('person', 'show', 'notes', ...at())).out.join('\n')).toMatch(/^notes {2}ACTIVE\n {2}3 items/);
});

test('queries by the key, its values typed as the table has them', async () => {
  const { out } = await run('query', 'notes', '--key', 'a', '--reverse', ...at());
  expect(out).toEqual([
    '{"pk":"a","sk":2,"tags":["x","y"]}',
    `{"pk":"a","sk":1,"text":"one, \\"two\\"\\nthree","big":${big},"m":{"l":[true,null]}}`,
  ]);
  expect((await run('query', 'notes', '--key', 'b', '--sort-key', '1', '--format', 'dynamodb', ...at())).out).toEqual([
    '{"Item":{"pk":{"S":"b"},"sk":{"N":"1"},"data":{"B":"AAE="}}}',
  ]);
  expect((await run('scan', 'notes', '--limit', '2', ...at())).out).toHaveLength(2);
});

describe('what is exported can be imported', () => {
  test('whole, in DynamoDB JSON', async () => {
    await createTable('whole');
    expect((await run('export', 'notes', '--file', 'notes.json', '--format', 'dynamodb', ...at())).errors).toEqual([
      '3 items of notes exported to notes.json.',
    ]);
    const imported = await run('import', 'whole', '--file', 'notes.json', '--format', 'dynamodb', ...at());
    expect(imported).toMatchObject({ code: 0, errors: ['3 items imported into whole.'] });
    expect(await allOf('whole')).toEqual(items);
  });

  test('in plain JSON, but for the types it does not have', async () => {
    await createTable('plain');
    await run('export', 'notes', '--file', 'notes.jsonl', ...at());
    await run('import', 'plain', '--file', 'notes.jsonl', ...at());
    expect(await allOf('plain')).toEqual([
      items[0],
      { ...items[1], tags: { L: [{ S: 'x' }, { S: 'y' }] } },
      { ...items[2], data: { S: 'AAE=' } },
    ]);
  });

  test('in CSV, where all but the key is text', async () => {
    await createTable('csv');
    await run('export', 'notes', '--file', 'notes.csv', ...at());
    expect(readFileSync(join(cwd, 'notes.csv'), 'utf8').split('\n')[0]?.split(',').sort()).toEqual([
      'big',
      'data',
      'm',
      'pk',
      'sk',
      'tags',
      'text',
    ]);
    await run('import', 'csv', '--file', 'notes.csv', ...at());
    expect(await allOf('csv')).toEqual([
      { pk: { S: 'a' }, sk: { N: '1' }, text: items[0]?.text, big: { S: big }, m: { S: '{"l":[true,null]}' } },
      { pk: { S: 'a' }, sk: { N: '2' }, tags: { S: '["x","y"]' } },
      { pk: { S: 'b' }, sk: { N: '1' }, data: { S: 'AAE=' } },
    ]);
  });

  test('many, in batches', async () => {
    await createTable('many');
    writeFileSync(join(cwd, 'many.jsonl'), Array.from({ length: 1030 }, (_, i) => `{"pk":"p","sk":${i}}`).join('\n'));
    expect((await run('import', 'many', '--file', 'many.jsonl', ...at())).errors).toEqual(['1,030 items imported into many.']);
    expect((await run('scan', 'many', ...at())).out).toHaveLength(1030);
  });
});

describe('says what is wrong', () => {
  test.each<[string[], RegExp]>([
    [['show', 'none'], /ResourceNotFoundException: Requested resource not found: Table: none not found/],
    [['import', 'notes', '--file', 'missing.jsonl'], /ENOENT.*missing\.jsonl/],
    [['query', 'notes', '--key', 'a', '--index', 'no'], /The table notes has no index "no"\. It has: none\./],
  ])('%j', async (argv, message) => {
    const { code, errors } = await run(...argv, ...at());
    expect(code).toBe(1);
    expect(errors.join('\n')).toMatch(message);
  });

  test('with the line that is no item', async () => {
    writeFileSync(join(cwd, 'bad.jsonl'), '{"pk":"a","sk":9}\n[1]\n');
    expect((await run('import', 'notes', '--file', 'bad.jsonl', ...at())).errors.join()).toMatch(/^Line 2 is no item/);
  });

  test('while another process has the folder', async () => {
    const { code, errors } = await run('list');
    expect(code).toBe(1);
    expect(errors.join()).toMatch(/in use by this process[\s\S]*--endpoint-url/);
  });

  test('while a note of its address is out of date', async () => {
    const note = join(cwd, '.gatewright', 'endpoint.json');
    for (const text of [`{"pid":${2 ** 30},"answering":"dynamodb","url":"${service.url}"}`, '{}', 'x']) {
      writeFileSync(note, text);
      expect((await run('list')).errors.join()).toMatch(/--endpoint-url/);
    }
    rmSync(note);
  });

  test('of a folder without tables', async () => {
    expect((await run('list', '--data', 'elsewhere')).errors.join()).toMatch(/There are no tables in .*elsewhere/);
  });

  test('of a command line that cannot be understood', async () => {
    await expect(run('drop', 'notes', ...at())).rejects.toThrow('not "drop"');
    await expect(run('show', ...at())).rejects.toThrow('needs the name of a table');
    await expect(run('query', 'notes', ...at())).rejects.toThrow('--key');
    await expect(run('scan', 'notes', '--format', 'xml', ...at())).rejects.toThrow('not "xml"');
  });
});

test.each(['aws', 'dynamodb'] as const)('asks the process that has the folder and answers as %s', async (answering) => {
  const forget = noteEndpoint(join(cwd, '.gatewright'), answering, service.url);
  try {
    const { code, out } = await run('show', 'notes');
    expect(code).toBe(0);
    expect(out.join()).toContain('"name":"notes"');
  } finally {
    forget();
  }
  expect((await run('show', 'notes')).errors.join()).toMatch(/in use by this process/);
});
