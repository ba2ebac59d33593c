// The monitoring snippet as the article prints it, with SDK 2 and the two functions that it leaves to its reader: what it records, and
// what CloudWatch has by itself. That it also runs without them is in examples/article-as-printed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LambdaServices, startLambdaServices } from '../lambda/services.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const snippet = readFileSync(`${root}examples/article-as-printed/metrics/handler.js`, 'utf8');
const leftToTheReader = `
async function processRequest(event) { if (event.fail) throw new Error('on purpose'); return { ok: true }; }
function successResponse(result) { return { statusCode: 200, body: JSON.stringify(result) }; }
`;

let on: LambdaServices;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  on = await startLambdaServices();
  cloudwatch = new CloudWatchClient(on.endpoint.client);
  await on.create('monitored', `${snippet}${leftToTheReader}`, { NODE_PATH: `${root}node_modules` });
  const call = (event: object) =>
    on.lambda.send(new InvokeCommand({ FunctionName: 'monitored', Payload: Buffer.from(JSON.stringify(event)) }));
  for (let count = 0; count < 3; count += 1) {
    const { Payload } = await call({});
    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({ statusCode: 200, body: '{"ok":true}' });
  }
  expect((await call({ fail: true })).FunctionError).toBe('Unhandled');
}, 60_000);
afterAll(() => on?.stop());

const rows: readonly (readonly [string, string, string, number])[] = [
  ['MyAPI', 'Requests', 'Count', 3],
  ['MyAPI', 'RequestDuration', 'Milliseconds', 3],
  ['MyAPI', 'Errors', 'Count', 1],
  ['AWS/Lambda', 'Invocations', 'Count', 4],
  ['AWS/Lambda', 'Duration', 'Milliseconds', 4],
  ['AWS/Lambda', 'Errors', 'Count', 4],
];

test.each(rows)('%s %s is there, in %s', async (Namespace, MetricName, Unit, SampleCount) => {
  const now = Date.now();
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      ...(Namespace === 'AWS/Lambda' && { Dimensions: [{ Name: 'FunctionName', Value: 'monitored' }] }),
      StartTime: new Date(now - 3_600_000),
      EndTime: new Date(now + 60_000),
      Period: 86_400,
      Statistics: ['SampleCount'],
    }),
  );
  expect(Datapoints).toEqual([{ Timestamp: expect.any(Date), SampleCount, Unit }]);
});
