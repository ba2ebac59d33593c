// Covers what becomes of events whose senders do not wait: settings, destinations, dead letters. Retries are in invoke.test.ts.
// Sources: "Asynchronous invocation", AWS Lambda developer guide; answers and records taken on AWS by localstack
// (test_lambda_eventinvokeconfig_exceptions, test_lambda_destinations).
import * as Lambda from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';

let lambda: Endpoint;
beforeAll(async () => {
  lambda = await startEndpoint();
});
afterAll(() => lambda.stop());

const FunctionName = 'asked';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:asked';
const recorder = 'arn:aws:lambda:us-east-1:123456789012:function:recorder';
const put = (rest: Partial<Lambda.PutFunctionEventInvokeConfigCommandInput>) =>
  lambda.client.send(new Lambda.PutFunctionEventInvokeConfigCommand({ FunctionName, ...rest }));
const plain = <Output extends { $metadata: unknown }>({ $metadata: _, ...rest }: Output) => rest;

test('is put, updated, listed and deleted', async () => {
  const settings = { LastModified: expect.any(Date), FunctionArn: `${arn}:$LATEST`, DestinationConfig: { OnFailure: {}, OnSuccess: {} } };
  expect(plain(await put({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 }))).toEqual({
    ...settings,
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 60,
  });
  expect(plain(await put({ MaximumRetryAttempts: 0 }))).toEqual({ ...settings, MaximumRetryAttempts: 0 });
  const updated = await lambda.client.send(
    new Lambda.UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 120 }),
  );
  expect(updated).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 120 });
  await put({ Qualifier: 'live', MaximumRetryAttempts: 1 });
  const { FunctionEventInvokeConfigs } = await lambda.client.send(new Lambda.ListFunctionEventInvokeConfigsCommand({ FunctionName }));
  expect(FunctionEventInvokeConfigs?.map((it) => it.FunctionArn)).toEqual([`${arn}:$LATEST`, `${arn}:live`]);
  await lambda.client.send(new Lambda.DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
  expect(await refusalOf(lambda.client.send(new Lambda.GetFunctionEventInvokeConfigCommand({ FunctionName })))).toBe(
    `404 ResourceNotFoundException: The function ${arn}:$LATEST doesn't have an EventInvokeConfig`,
  );
});

test.each<[string, Partial<Lambda.PutFunctionEventInvokeConfigCommandInput>, string]>([
  [
    'an unknown function',
    { FunctionName: 'missing', MaximumRetryAttempts: 1 },
    "404 ResourceNotFoundException: The function doesn't exist.",
  ],
  ['an unknown alias', { Qualifier: 'none', MaximumRetryAttempts: 1 }, "404 ResourceNotFoundException: The function doesn't exist."],
  ['nothing', {}, '400 InvalidParameterValueException: You must specify at least one of error handling or destination setting.'],
  [
    'itself',
    { DestinationConfig: { OnSuccess: { Destination: arn } } },
    "400 InvalidParameterValueException: You can't specify the function as a destination for itself.",
  ],
  [
    'a function that is not there',
    { DestinationConfig: { OnSuccess: { Destination: `${arn}-none` } } },
    `400 InvalidParameterValueException: The destination ARN ${arn}-none is invalid.`,
  ],
  [
    'a service that takes nothing',
    { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:iam:us-east-1:123456789012:user' } } },
    '400 InvalidParameterValueException: The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:123456789012:user), onFailure=null) is invalid.',
  ],
])('refuses %s', async (_name, rest, refusal) => {
  expect(await refusalOf(put(rest))).toBe(refusal);
});

test.each([
  {
    name: 'a success',
    payload: { answer: 7 },
    condition: 'Success',
    count: 1,
    response: { statusCode: 200, executedVersion: '$LATEST' },
    answer: 7,
  },
  {
    name: 'a failure',
    payload: { throw: 'on purpose' },
    condition: 'RetriesExhausted',
    count: 1,
    response: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    answer: expect.objectContaining({ errorType: 'RangeError', errorMessage: 'on purpose' }),
  },
])('a destination gets the record of $name', async ({ payload, condition, count, response, answer }) => {
  await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnSuccess: { Destination: recorder }, OnFailure: { Destination: recorder } } });
  const { $metadata } = await lambda.client.send(
    new Lambda.InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(payload) }),
  );
  expect(await lambda.seen.next()).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    requestContext: { requestId: $metadata.requestId, functionArn: `${arn}:$LATEST`, condition, approximateInvokeCount: count },
    requestPayload: payload,
    responseContext: response,
    responsePayload: answer,
  });
});

test('an event for a function without concurrency goes to its destination at once', async () => {
  await put({ FunctionName: 'closed', DestinationConfig: { OnFailure: { Destination: recorder } } });
  const { StatusCode } = await lambda.client.send(
    new Lambda.InvokeCommand({ FunctionName: 'closed', InvocationType: 'Event', Payload: '{"a":1}' }),
  );
  expect(StatusCode).toBe(202);
  expect(await lambda.seen.next()).toMatchObject({
    requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
    requestPayload: { a: 1 },
  });
});
