// What the README promises, through the real command line: everything that starts a function beside an API leaves an item behind.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../test/start-cli.ts';

let running: RunningCli;
beforeAll(async () => {
  running = await startCli('examples/triggers', ['--memory']);
});
afterAll(() => running.stop());

const client = () => ({
  endpoint: running.awsUrl,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** The item, once its function has left it. */
const item = (id: string) =>
  expect.poll(async () => (await fetch(`${running.url}/items/${id}`)).json().catch(() => undefined), { timeout: 15_000 });

test('an item goes over the stream to a function, to the queue, to a function', async () => {
  expect((await fetch(`${running.url}/items/a`, { method: 'PUT' })).status).toBe(202);
  await item('a-done').toEqual({ id: 'a-done', source: 'queue' });
});

test('a schedule invokes its function', () => item('scheduler').toEqual({ id: 'scheduler', source: 'event' }));

test('a rule invokes its function', async () => {
  const Entries = [{ Source: 'my.shop', DetailType: 'order', Detail: '{"by":"rule"}' }];
  await new EventBridgeClient(client()).send(new PutEventsCommand({ Entries }));
  await item('rule').toEqual({ id: 'rule', source: 'event' });
});

test('an upload invokes its function', async () => {
  await new S3Client({ ...client(), forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: 'triggers-uploads', Key: 'photo', Body: 'pixels' }),
  );
  await item('photo').toEqual({ id: 'photo', source: 'upload', size: 6 });
});

test('a topic reaches the queue', async () => {
  const { outputs } = running.ready;
  const TopicArn = String(Reflect.get(Object(outputs), 'NewsArn'));
  await new SNSClient(client()).send(new PublishCommand({ TopicArn, Message: '{"id":"news"}' }));
  await item('news-done').toEqual({ id: 'news-done', source: 'topic' });
});
