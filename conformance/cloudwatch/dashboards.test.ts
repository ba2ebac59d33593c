// Dashboards: kept, listed, and refused. Sources: localstack, test_dashboard_lifecycle; cdk-preflight, measured in us-east-1, 2026-09.
import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let client: CloudWatchClient;
beforeAll(async () => {
  endpoint = await startServices();
  client = new CloudWatchClient(endpoint.client);
});
afterAll(() => endpoint.stop());

const metric = {
  type: 'metric',
  x: 0,
  y: 0,
  width: 6,
  height: 6,
  properties: {
    metrics: [['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-12345678']],
    region: 'us-east-1',
    view: 'timeSeries',
    stacked: false,
  },
};
const put = (body: unknown, DashboardName = 'refused') =>
  client.send(new PutDashboardCommand({ DashboardName, DashboardBody: typeof body === 'string' ? body : JSON.stringify(body) }));

test('is kept as it was put, listed with its size, and gone', async () => {
  const body = JSON.stringify({ widgets: [metric, { type: 'of-tomorrow', properties: {} }] });
  expect((await put(body, 'kept')).DashboardValidationMessages ?? []).toEqual([]);
  const DashboardArn = 'arn:aws:cloudwatch::123456789012:dashboard/kept';
  expect(await client.send(new GetDashboardCommand({ DashboardName: 'kept' }))).toMatchObject({
    DashboardArn,
    DashboardBody: body,
    DashboardName: 'kept',
  });
  const listed = async (DashboardNamePrefix: string) =>
    (await client.send(new ListDashboardsCommand({ DashboardNamePrefix }))).DashboardEntries;
  expect(await listed('ke')).toEqual([
    { DashboardArn, DashboardName: 'kept', LastModified: expect.any(Date), Size: Buffer.byteLength(body) },
  ]);
  expect(await listed('none')).toEqual([]);
  await client.send(new DeleteDashboardsCommand({ DashboardNames: ['kept'] }));
  expect(await listed('ke')).toEqual([]);
});

const widget = (more: object) => ({ widgets: [{ ...metric, ...more }] });
const rows: readonly (readonly [unknown, string, string])[] = [
  [{}, '', "Should have required property 'widgets'"],
  [{ widgets: {} }, '/widgets', 'Should be array'],
  [{ widgets: [{ properties: {} }] }, '/widgets/0', "Should have required property 'type'"],
  [{ widgets: [{ type: 'text' }] }, '/widgets/0', "Should have required property 'properties'"],
  [{ widgets: [{ type: 'text', properties: {} }] }, '/widgets/0/properties', "Should have required property 'markdown'"],
  [{ widgets: [{ type: 'alarm', properties: {} }] }, '/widgets/0/properties', "Should have required property 'alarms'"],
  [widget({ x: 24 }), '/widgets/0/x', 'Should be <= 23'],
  [widget({ y: -1 }), '/widgets/0/y', 'Should be >= 0'],
  [widget({ width: 25 }), '/widgets/0/width', 'Should be <= 24'],
  [widget({ height: 1001 }), '/widgets/0/height', 'Should be <= 1000'],
  [widget({ properties: { ...metric.properties, period: 45 } }), '/widgets/0/properties/period', 'Should be multiple of 60'],
  [
    widget({ properties: { metrics: metric.properties.metrics } }),
    '/widgets/0/properties',
    'The metric widget should have specified a region and a data source or an alarm annotation',
  ],
];

test.each(rows)('%j is refused: %s %s', async (body, DataPath, Message) => {
  await expect(put(body)).rejects.toMatchObject({
    name: 'DashboardInvalidInputError',
    message: expect.stringMatching(/^The dashboard body is invalid, there are 1 validation errors: /),
    dashboardValidationMessages: [{ DataPath, Message }],
  });
});

test('a body that is no JSON is refused', async () => {
  await expect(put('{')).rejects.toMatchObject({
    name: 'DashboardInvalidInputError',
    message: 'The field DashboardBody must be a valid JSON object',
  });
});
