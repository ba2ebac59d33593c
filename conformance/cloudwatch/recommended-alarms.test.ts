// The alarms that examples/users-api recommends: each fires and recovers, on a clock that the test turns. What the services would
// measure is put in their place: who writes AWS's own metrics is in metering.test.ts.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../packages/engine/src/engine.ts';
import { type CloudWatch, createCloudWatch } from '../../packages/engine/src/services/cloudwatch/cloudwatch.ts';
import { openMemoryStore } from '../../packages/engine/src/store/open-store.ts';
import { createFakeClock } from './fake-clock.ts';

const projectRoot = fileURLToPath(new URL('../../examples/users-api', import.meta.url));
const clock = createFakeClock(Date.parse('2026-03-02T10:00:00Z'));
const store = openMemoryStore();
let engine: Engine;
let cloudwatch: CloudWatch;
let alarms: readonly { readonly [member: string]: unknown }[] = [];

beforeAll(async () => {
  engine = await createEngine({ projectRoot, dataRoot: undefined });
  const compiled = await loadTemplate('template.yaml', {
    readFile: () => readFile(`${projectRoot}/template.yaml`, 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const problems = await engine.apply(compiled, { parameters: {}, allowUnsupported: false });
  expect(problems.filter((it) => it.severity === 'error')).toEqual([]);
  const described = await engine.services.cloudwatch.call('DescribeAlarms', {});
  alarms = Array.isArray(described.MetricAlarms) ? described.MetricAlarms : [];
  // The same alarms, on the turned clock.
  const targets = {
    async deliver(arn: string): Promise<void> {
      if (!arn.endsWith(':event-bus/default')) throw new Error(`the example has no actions, yet ${arn} is called`);
    },
  };
  cloudwatch = createCloudWatch({ world: clock.world, store, targets });
  for (const { StateValue, StateReason, AlarmArn, ...alarm } of alarms) {
    const given = Object.entries(alarm).filter(
      ([name, value]) => !(value instanceof Date) && !(name === 'Dimensions' && value === undefined),
    );
    await cloudwatch.call('PutMetricAlarm', Object.fromEntries(given));
  }
});
afterAll(async () => {
  await cloudwatch.stop();
  await engine.stop();
  await store.close();
});

const api = (stack: string) => ({ ApiName: stack, Stage: 'prod' });
const rows: readonly (readonly [string, string, string, number, number])[] = [
  ['ServerErrors', 'AWS/ApiGateway', '5XXError', 1, 1],
  ['ClientErrors', 'AWS/ApiGateway', '4XXError', 1, 3],
  ['SlowRequests', 'AWS/Lambda', 'Duration', 9000, 1],
  ['FunctionThrottles', 'AWS/Lambda', 'Throttles', 1, 1],
  ['FunctionErrors', 'AWS/Lambda', 'Errors', 1, 1],
  ['TableThrottles', 'AWS/DynamoDB', 'WriteThrottleEvents', 1, 1],
];

test.each(rows)('%s fires and recovers', async (logicalId, namespace, name, value, minutes) => {
  const alarm = alarms.find((it) => String(it.AlarmName).endsWith(logicalId));
  expect(alarm).toBeDefined();
  const stateOf = async (): Promise<unknown> => {
    const { MetricAlarms } = await cloudwatch.call('DescribeAlarms', { AlarmNames: [alarm?.AlarmName] });
    return Array.isArray(MetricAlarms) ? MetricAlarms[0]?.StateValue : undefined;
  };
  const stack = String(alarm?.AlarmName).replace(`-${logicalId}`, '');
  const dimensions = namespace === 'AWS/ApiGateway' ? api(stack) : dimensionsOf(alarm);
  await clock.advance(60_000);
  for (let minute = 0; minute < minutes; minute += 1) {
    expect(await stateOf()).not.toBe('ALARM');
    cloudwatch.record({ namespace, name, dimensions, value, unit: 'None', timestampMs: clock.nowMs });
    await clock.advance(60_000);
  }
  expect(await stateOf()).toBe('ALARM');
  await clock.advance(10 * 60_000);
  expect(await stateOf()).toBe('OK');
});

/** Of the alarm's metric, or of the last of its metrics. */
function dimensionsOf(alarm: { readonly [member: string]: unknown } | undefined): { readonly [name: string]: string } {
  const text = JSON.stringify(alarm?.Metrics ?? alarm?.Dimensions);
  return Object.fromEntries([...text.matchAll(/\{"Name":"(\w+)","Value":"([^"]+)"\}/g)].map(([, name, value]) => [name, value]));
}
