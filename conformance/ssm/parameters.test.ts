import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let ssm: SSMClient;
let count = 0;

/** A name of its own for each test, so that the suite can run against a store that has parameters. */
const fresh = (): string => {
  count += 1;
  return `/conformance-${process.pid}-${count}`;
};

beforeAll(async () => {
  endpoint = await startServices();
  ssm = new SSMClient(endpoint.client);
});
afterAll(() => endpoint.stop());

const put = (Name: string, Value: string, more: object = {}) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = (Name: string, WithDecryption?: boolean) => ssm.send(new GetParameterCommand({ Name, WithDecryption }));

describe('a parameter', () => {
  test('is answered with its version, type, ARN and time', async () => {
    const name = `${fresh()}/db/host`;
    expect(await put(name, 'localhost')).toMatchObject({ Version: 1, Tier: 'Standard' });
    const { Parameter } = await get(name);
    expect(Parameter).toEqual({
      Name: name,
      Type: 'String',
      Value: 'localhost',
      Version: 1,
      LastModifiedDate: expect.any(Date),
      ARN: expect.stringMatching(new RegExp(`^arn:aws:ssm:[a-z0-9-]+:\\d{12}:parameter${name}$`)),
      DataType: 'text',
    });
    expect((await get(Parameter?.ARN ?? '')).Parameter?.Value).toBe('localhost');
  });

  test('at the root is one with and without its slash', async () => {
    const name = fresh();
    await put(name.slice(1), 'x');
    expect((await get(name)).Parameter?.Value).toBe('x');
  });

  test('is overwritten on request only, and keeps its history', async () => {
    const name = `${fresh()}/a`;
    await put(name, '1');
    await expect(put(name, '2')).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
      message: 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    expect(await ssm.send(new PutParameterCommand({ Name: name, Value: '2', Overwrite: true }))).toMatchObject({ Version: 2 });
    expect((await get(`${name}:1`)).Parameter).toMatchObject({ Value: '1', Version: 1, Selector: ':1' });
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: name }));
    expect(Parameters?.map(({ Version, Value, Type }) => [Version, Value, Type])).toEqual([
      [1, '1', 'String'],
      [2, '2', 'String'],
    ]);
    await expect(get(`${name}:9`)).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: `Systems Manager could not find version 9 of ${name}. Verify the version and try again.`,
    });
  });

  test('that is secure shows its value with decryption alone', async () => {
    const name = `${fresh()}/secret`;
    await put(name, 'hunter2', { Type: 'SecureString' });
    const hidden = (await get(name)).Parameter;
    expect(hidden?.Type).toBe('SecureString');
    expect(hidden?.Value).not.toContain('hunter2');
    expect((await get(name, true)).Parameter?.Value).toBe('hunter2');
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [name] }] }));
    expect(Parameters?.[0]).toMatchObject({ Name: name, KeyId: 'alias/aws/ssm', Tier: 'Standard' });
  });

  test('is found by a label, which moves', async () => {
    const name = `${fresh()}/l`;
    await put(name, '1');
    await put(name, '2', { Overwrite: true });
    const labelled = await ssm.send(
      new LabelParameterVersionCommand({ Name: name, ParameterVersion: 1, Labels: ['live', '1st', 'awsome'] }),
    );
    expect(labelled).toMatchObject({ InvalidLabels: ['1st', 'awsome'], ParameterVersion: 1 });
    expect((await get(`${name}:live`)).Parameter?.Value).toBe('1');
    await ssm.send(new LabelParameterVersionCommand({ Name: name, Labels: ['live'] }));
    expect((await get(`${name}:live`)).Parameter?.Value).toBe('2');
    const removed = await ssm.send(new UnlabelParameterVersionCommand({ Name: name, ParameterVersion: 2, Labels: ['live', 'none'] }));
    expect(removed).toMatchObject({ RemovedLabels: ['live'], InvalidLabels: ['none'] });
  });

  test('has tags', async () => {
    const name = `${fresh()}/t`;
    await put(name, '1', { Tags: [{ Key: 'team', Value: 'a' }] });
    const on = { ResourceType: 'Parameter', ResourceId: name } as const;
    await ssm.send(new AddTagsToResourceCommand({ ...on, Tags: [{ Key: 'stage', Value: 'dev' }] }));
    await ssm.send(new RemoveTagsFromResourceCommand({ ...on, TagKeys: ['team'] }));
    expect((await ssm.send(new ListTagsForResourceCommand(on))).TagList).toEqual([{ Key: 'stage', Value: 'dev' }]);
  });

  test('is gone when it is deleted', async () => {
    const name = `${fresh()}/d`;
    await put(name, '1');
    await ssm.send(new DeleteParameterCommand({ Name: name }));
    await expect(get(name)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const answer = await ssm.send(new DeleteParametersCommand({ Names: [name] }));
    expect(answer).toMatchObject({ DeletedParameters: [], InvalidParameters: [name] });
  });
});

test('several parameters at once, what is missing listed', async () => {
  const name = `${fresh()}/m`;
  await put(name, '1');
  const answer = await ssm.send(new GetParametersCommand({ Names: [name, `${name}-missing`, `${name}:7`] }));
  expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(['1']);
  expect(answer.InvalidParameters).toEqual([`${name}-missing`, `${name}:7`]);
});

test('parameters by path: one level or all, in pages, filtered by label', async () => {
  const root = fresh();
  await Promise.all(['a', 'b', 'c/d', 'c/e/f'].map((it) => put(`${root}/${it}`, it)));
  const by = async (more: object): Promise<readonly (string | undefined)[]> => {
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: root, ...more }));
    return (Parameters ?? []).map(({ Value }) => Value);
  };
  expect(await by({})).toEqual(['a', 'b']);
  expect(await by({ Recursive: true })).toEqual(['a', 'b', 'c/d', 'c/e/f']);
  const first = await ssm.send(new GetParametersByPathCommand({ Path: root, Recursive: true, MaxResults: 3 }));
  expect(first.NextToken).toBeDefined();
  expect(await by({ Recursive: true, MaxResults: 3, NextToken: first.NextToken })).toEqual(['c/e/f']);
  await ssm.send(new LabelParameterVersionCommand({ Name: `${root}/b`, Labels: ['live'] }));
  expect(await by({ ParameterFilters: [{ Key: 'Label', Values: ['live'] }] })).toEqual(['b']);
});

const rules =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/** Recorded from AWS by the tests of moto and of localstack. */
const refusals: readonly [string, () => Promise<unknown>, string, string][] = [
  ['a name that AWS keeps', () => put('/aws/mine', 'x'), 'AccessDeniedException', 'No access to reserved parameter name: /aws/mine.'],
  [
    'a prefix that AWS keeps',
    () => put('awsx', 'x'),
    'ValidationException',
    'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
  ],
  [
    'a path under ssm',
    () => put('/ssm/x', 'x'),
    'ValidationException',
    `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${rules}`,
  ],
  ['a path without a slash', () => put('a/b', 'x'), 'ValidationException', 'Parameter name must be a fully qualified name.'],
  [
    'a path with two slashes',
    () => get('/a//b'),
    'ValidationException',
    `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${rules}`,
  ],
  [
    'no type',
    () => ssm.send(new PutParameterCommand({ Name: fresh(), Value: 'x' })),
    'ValidationException',
    'A parameter type is required when you create a parameter.',
  ],
  [
    'tags while overwriting',
    () => put(fresh(), 'x', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }),
    'ValidationException',
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  ],
  [
    'a data type that is none',
    () => put(fresh(), 'x', { DataType: 'not_text' }),
    'ValidationException',
    'The following data type is not supported: not_text (Data type names are all lowercase.)',
  ],
  [
    'a value against its pattern',
    () => put(fresh(), 'x', { AllowedPattern: '^\\d+$' }),
    'ParameterPatternMismatchException',
    'Parameter value, cannot be validated against allowedPattern: ^\\d+$',
  ],
  [
    'a filter twice',
    () =>
      ssm.send(
        new DescribeParametersCommand({
          ParameterFilters: [
            { Key: 'Name', Values: ['a'] },
            { Key: 'Name', Values: ['b'] },
          ],
        }),
      ),
    'InvalidFilterKey',
    'The following filter is duplicated in the request: Name. A request can contain only one occurrence of a specific filter.',
  ],
  [
    'more than ten names',
    () => ssm.send(new GetParametersCommand({ Names: Array.from({ length: 11 }, (_, index) => `p${index}`) })),
    'ValidationException',
    "1 validation error detected: Value '[p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10",
  ],
  [
    'a secret that is not there',
    () => get('/aws/reference/secretsmanager/none', true),
    'ParameterNotFound',
    'An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret /aws/reference/secretsmanager/none not found.',
  ],
];

test.each(refusals)('%s is refused in AWS’s words', async (_what, call, name, message) => {
  await expect(call()).rejects.toMatchObject({ name, message });
});

test('a pattern that backtracks for ever is given up', async () => {
  await expect(put(fresh(), `${'a'.repeat(60)}!`, { AllowedPattern: '(a+)+$' })).rejects.toMatchObject({
    name: 'InvalidAllowedPatternException',
  });
});
