// `gatewright event`: every source, its options, and what it refuses. That a function gets the event is in invoke.test.ts.
import { gunzipSync } from 'node:zlib';
import type * as Aws from 'aws-lambda';
import { expect, test } from 'vitest';
import { parseInput, UsageError } from '../src/command.ts';
import { event } from '../src/commands/event.ts';
import { eventSources } from '../src/event/event-sources.ts';
import type { Terminal } from '../src/terminal.ts';

async function run(...argv: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const terminal = { out: (line: string) => lines.push(line), error: () => undefined } as Partial<Terminal> as Terminal;
  expect(await event.run(parseInput(event, argv), terminal)).toBe(0);
  return lines.join('\n');
}

test('lists the sources', async () => {
  expect((await run()).split('\n').map((it) => it.split(' ')[0])).toEqual(eventSources.map((it) => it.name));
});

test.each(eventSources.map((it) => it.name))('%s is JSON, and always the same', async (name) => {
  const text = await run(name);
  expect(JSON.parse(text)).toBeTypeOf('object');
  expect(await run(name)).toBe(text);
});

test('a REST request has what was asked for', async () => {
  const it: Aws.APIGatewayProxyEvent = JSON.parse(
    await run('apigw', '--path', '/users?limit=5&tag=a&tag=b', '--body', '{"a":1}', '--stage', 'dev'),
  );
  expect([it.httpMethod, it.path, it.body, it.requestContext.path]).toEqual(['POST', '/users', '{"a":1}', '/dev/users']);
  expect(it.queryStringParameters).toEqual({ limit: '5', tag: 'b' });
  expect(it.multiValueQueryStringParameters).toEqual({ limit: ['5'], tag: ['a', 'b'] });
});

test('a version 2.0 request has no body without one', async () => {
  const it: Aws.APIGatewayProxyEventV2 = JSON.parse(await run('http', '--path', '/users'));
  expect([it.routeKey, it.body, it.queryStringParameters]).toEqual(['GET /users', undefined, undefined]);
  const url: Aws.APIGatewayProxyEventV2 = JSON.parse(await run('url', '--region', 'eu-west-1'));
  expect([url.routeKey, url.requestContext.accountId, url.requestContext.domainName]).toEqual([
    '$default',
    'anonymous',
    'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws',
  ]);
});

test('names, keys and texts are those of the options', async () => {
  const object: Aws.S3Event = JSON.parse(await run('s3', '--name', 'photos', '--key', 'my photo+1.png'));
  expect(object.Records[0]?.s3).toMatchObject({ bucket: { name: 'photos' }, object: { key: 'my+photo%2B1.png' } });
  const message: Aws.SQSEvent = JSON.parse(await run('sqs', '--name', 'jobs', '--body', 'hi'));
  expect(message.Records[0]).toMatchObject({ body: 'hi', eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:jobs' });
  const lines: Aws.CloudWatchLogsEvent = JSON.parse(await run('logs', '--body', 'a line'));
  expect(JSON.parse(gunzipSync(Buffer.from(lines.awslogs.data, 'base64')).toString())).toMatchObject({
    logEvents: [{ message: 'a line' }],
  });
});

test.each([
  [['apigww'], /There is no sample event "apigww". Did you mean "apigw"\?/],
  [['sqs', '--path', '/'], /The event "sqs" has nothing that --path could say/],
  [['eventbridge', '--body', '{'], /is its detail, as JSON/],
])('refuses %j', async (argv, message) => {
  await expect(run(...argv)).rejects.toThrow(UsageError);
  await expect(run(...argv)).rejects.toThrow(message);
});
