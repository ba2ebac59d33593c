// BillingMode and its newer name, TableThroughputMode. Source: ExtendDB's tests, measured on AWS, 2026-08.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, refusal } from './raw-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const definition = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const units = { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } };
const neither =
  'ValidationException: One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST';
const unknown = (value: string, member: string): string =>
  `Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]`;

async function modesOf(TableName: string): Promise<unknown> {
  const { body } = await post(endpoint.url, 'DescribeTable', { TableName });
  const { BillingModeSummary: older, TableThroughputModeSummary: newer } = body.Table as { [member: string]: { [name: string]: unknown } };
  expect(newer?.LastUpdateToPayPerRequestDateTime).toBe(older?.LastUpdateToPayPerRequestDateTime);
  expect(newer?.TableThroughputMode).toBe(older?.BillingMode);
  return older?.BillingMode;
}

describe('CreateTable', () => {
  test.each<[string, object, string | undefined]>([
    ['newer', { TableThroughputMode: 'PAY_PER_REQUEST' }, 'PAY_PER_REQUEST'],
    ['older', { BillingMode: 'PROVISIONED', TableThroughputMode: 'PAY_PER_REQUEST', ...units }, undefined],
    ['provisioned', { TableThroughputMode: 'PROVISIONED', ...units }, undefined],
  ])('%s: %j', async (TableName, mode, expected) => {
    expect(await refusal(endpoint.url, 'CreateTable', { TableName, ...definition, ...mode })).toBe('accepted');
    expect(await modesOf(TableName)).toBe(expected);
  });

  test.each<[object, string]>([
    [{ BillingMode: 'PAY_PER_REQUEST', TableThroughputMode: 'PROVISIONED', ...units }, neither],
    [{ TableThroughputMode: 'PAY_PER_REQUEST', ...units }, neither],
    [{ TableThroughputMode: 'x' }, `ValidationException: 1 validation error detected: ${unknown('x', 'tableThroughputMode')}`],
    [
      { BillingMode: 'x', TableThroughputMode: 'y' },
      `ValidationException: 2 validation errors detected: ${unknown('x', 'billingMode')}; ${unknown('y', 'tableThroughputMode')}`,
    ],
  ])('refuses %j', async (mode, message) => {
    expect(await refusal(endpoint.url, 'CreateTable', { TableName: 'refused', ...definition, ...mode })).toBe(message);
  });
});

test('UpdateTable goes there and back', async () => {
  const TableName = 'changed';
  await post(endpoint.url, 'CreateTable', { TableName, ...definition, ...units });
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName, TableThroughputMode: 'PAY_PER_REQUEST' })).toBe('accepted');
  expect(await modesOf(TableName)).toBe('PAY_PER_REQUEST');
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName, TableThroughputMode: 'PROVISIONED', ...units })).toBe('accepted');
  expect(await modesOf(TableName)).toBe('PROVISIONED');
});
