// Tags of tables, and the ARNs that name a table, for tags and where a request asks for a table's name.
// Source: answers of AWS in us-east-1 and us-west-2 collected by ack-api-quirks, 2026-10; Alternator's tests of tags, compared with AWS.
import { CreateTableCommand, ListTagsOfResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

let endpoint: Endpoint;
let ResourceArn = '';
beforeAll(async () => {
  endpoint = await startEndpoint();
  const index = (IndexName: string) => ({
    IndexName,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' as const },
      { AttributeName: 'x', KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  });
  const { TableDescription } = await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'tagged',
      AttributeDefinitions: ['pk', 'sk', 'x'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      LocalSecondaryIndexes: [index('lsi')],
      GlobalSecondaryIndexes: [index('gsi')],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  );
  ResourceArn = TableDescription?.TableArn ?? '';
});
afterAll(() => endpoint.stop());

const refused = (operation: string, input: object) => refusal(endpoint.url, operation, { ResourceArn, ...input });
const tagRefused = (...tags: object[]) => refused('TagResource', { Tags: tags });
const tagsNow = async () => (await endpoint.client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;

test('are added, replaced and taken away; the answers have no body', async () => {
  const tag = (Key: string, Value: string) => endpoint.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key, Value }] }));
  await tag('b', '2');
  await tag('a', '');
  await endpoint.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b', 'none'] }));
  expect(await tagsNow()).toEqual([{ Key: 'a', Value: '' }]);
  const answer = await fetch(endpoint.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.UntagResource', ...signature },
    body: JSON.stringify({ ResourceArn, TagKeys: ['b'] }),
  });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});
const signature = {
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
};

test.each(['ключ', 'café', '表', ' a', 'a+b-c=d.e_f:g/h@i', 'א'.repeat(128)])('may be %j', async (text) => {
  expect(await tagRefused({ Key: text, Value: text })).toBe('accepted');
  expect(await refused('UntagResource', { TagKeys: [text] })).toBe('accepted');
});

test.each(['🔑', '100%', 'a,b', '"q"', '(x)', 'a&b', 'a*b', 'a;b', 'a?b', 'a|b', 'a\\b', '<a>', '~a', '#'])(
  'may not be %j',
  async (text) => {
    expect(await tagRefused({ Key: 'k', Value: text })).toBe(`ValidationException: The Tag Value provided is invalid, Value: ${text}`);
    expect(await tagRefused({ Key: text, Value: 'v' })).toBe(`ValidationException: The Tag Key provided is invalid, Key: ${text}`);
  },
);

describe('are refused', () => {
  const long = 'k'.repeat(129);
  test.each<[object[], string]>([
    [[{ Key: long, Value: 'v' }], `The Tag Key provided is invalid, Key: ${long}`],
    [[{ Key: '', Value: 'v' }], 'The Tag Key provided is invalid, Key: '],
    [[{ Value: 'v' }], 'The Tag Key provided is invalid, Key: null'],
    [[{ Key: 'k' }], 'The Tag Value provided is invalid, Value: null'],
    [[{ Key: 'k', Value: 'v'.repeat(257) }], `The Tag Value provided is invalid, Value: ${'v'.repeat(257)}`],
    [
      [
        { Key: 'good', Value: '' },
        { Key: 'aws:zzz', Value: 'v' },
      ],
      'Tag Key cannot be prefixed with aws:, Key: aws:zzz',
    ],
    [
      [
        { Key: 'dup', Value: '1' },
        { Key: 'dup', Value: '2' },
      ],
      'Duplicate Tag Keys provided as input: Duplicate Tag Key found dup',
    ],
    [[], 'Atleast one Tag needs to be provided as Input.'],
  ])('%j', async (tags, message) => {
    const before = await tagsNow();
    expect(await tagRefused(...tags)).toBe(`ValidationException: ${message}`);
    expect(await tagsNow()).toEqual(before);
  });

  test.each<[string[], string]>([
    [[], 'Atleast one Tag Key needs to be provided as Input.'],
    [[''], 'The Tag Key provided is invalid, Key: '],
    [['aws:foo'], 'Tag Key cannot be prefixed with aws:, Key: aws:foo'],
    [Array.from({ length: 51 }, (_, i) => `k${i}`), 'Number of Tags exceed the current limit for the provided ResourceArn'],
  ])('to take away %j', async (TagKeys, message) => {
    expect(await refused('UntagResource', { TagKeys })).toBe(`ValidationException: ${message}`);
  });
});

const invalid = (what: string): string => `ValidationException: One or more parameter values were invalid: ${what}`;
const notTable = 'Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ';

test.each<[(arn: string) => string, (arn: string) => string]>([
  [() => 'tagged', () => invalid("ARNs must start with 'arn:': tagged")],
  [(arn) => `${arn}/index/gsi`, (arn) => invalid(`${notTable}${arn}/index/gsi`)],
  [(arn) => `${arn}/index/lsi`, (arn) => invalid(`${notTable}${arn}/index/lsi`)],
  [(arn) => `${arn}/backup/1`, (arn) => invalid(`Provided Arn is not a DynamoDB resource arn: ${arn}/backup/1`)],
  [(arn) => `${arn}x`, (arn) => `ResourceNotFoundException: Requested resource not found: ResourceArn: ${arn}x not found`],
  [(arn) => arn.replace('123456789012', '000000000000'), () => 'AccessDeniedException: Access is denied'],
  [
    (arn) => arn.replace('us-east-1', 'us-west-2'),
    (arn) => `ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ${arn.replace('us-east-1', 'us-west-2')}`,
  ],
])('of a resource that is none of ours, %#', async (arnOf, expected) => {
  expect(await refused('ListTagsOfResource', { ResourceArn: arnOf(ResourceArn) })).toBe(expected(ResourceArn));
});

describe("an ARN in the place of a table's name", () => {
  test.each<[string, (arn: string) => string, RegExp]>([
    ['is taken', (arn) => arn, /^accepted$/],
    [
      'of another region',
      (arn) => arn.replace('us-east-1', 'eu-west-1'),
      /^ValidationException: 1 validation error detected: Invalid AWS region in 'arn:/,
    ],
    ['of another account', (arn) => arn.replace('123456789012', '000000000000'), /^AccessDeniedException: Access is denied$/],
    ['of an index', (arn) => `${arn}/index/gsi`, /^ValidationException: 1 validation error detected: Valid ARN format is /],
    [
      'of a table that is not there',
      (arn) => `${arn}x`,
      /^ResourceNotFoundException: Requested resource not found: Table: taggedx not found$/,
    ],
  ])('%s', async (_, arnOf, expected) => {
    for (const operation of ['DescribeTable', 'DescribeTimeToLive']) {
      expect(await refusal(endpoint.url, operation, { TableName: arnOf(ResourceArn) })).toMatch(expected);
    }
  });
});
