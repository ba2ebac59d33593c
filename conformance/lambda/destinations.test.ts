// Covers where asynchronous events go in the end: destinations of success and failure, dead letters. Sources: "Capturing records of Lambda
// asynchronous invocations", AWS Lambda developer guide; records of AWS in localstack's test_lambda_destinations.snapshot.json.
import { InvokeCommand, PutFunctionEventInvokeConfigCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LambdaServices, startLambdaServices } from './services.ts';

let on: LambdaServices;
beforeAll(async () => {
  on = await startLambdaServices();
});
afterAll(() => on?.stop());

const code = 'exports.handler = async (event) => { if (event.fail) throw new TypeError("no good"); return { done: event.id }; };';
const send = (FunctionName: string, event: object) =>
  on.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }));

test.each([
  {
    name: 'a success',
    event: { id: 7 },
    condition: 'Success',
    answered: { responseContext: { statusCode: 200, executedVersion: '$LATEST' }, responsePayload: { done: 7 } },
  },
  {
    name: 'a failure after the last retry',
    event: { fail: true },
    condition: 'RetriesExhausted',
    answered: {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'no good', trace: expect.any(Array) },
    },
  },
])('$name goes to its destination', async ({ event, condition, answered }) => {
  const name = `told-${condition}`;
  const [queue, arn] = [await on.queue(name), await on.create(name, code)];
  const to = { Destination: queue.arn };
  const DestinationConfig = condition === 'Success' ? { OnSuccess: to } : { OnFailure: to };
  await on.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: name, MaximumRetryAttempts: 0, DestinationConfig }));
  const { StatusCode, $metadata } = await send(name, event);
  expect(StatusCode).toBe(202);
  expect(await queue.next()).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    requestContext: { requestId: $metadata.requestId, functionArn: `${arn}:$LATEST`, condition, approximateInvokeCount: 1 },
    requestPayload: event,
    ...answered,
  });
});

test('the dead letter is the event itself, and its error in attributes', async () => {
  const [queue] = [await on.queue('dead-letters'), await on.create('dies', code)];
  await on.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'dies', DeadLetterConfig: { TargetArn: queue.arn } }));
  await on.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'dies', MaximumRetryAttempts: 0 }));
  const { $metadata } = await send('dies', { fail: 'yes' });
  const { Messages: [message] = [] } = await on.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20, MessageAttributeNames: ['All'] }),
  );
  expect(JSON.parse(message?.Body ?? '')).toEqual({ fail: 'yes' });
  expect(message?.MessageAttributes).toMatchObject({
    RequestID: { StringValue: $metadata.requestId, DataType: 'String' },
    ErrorCode: { StringValue: '200', DataType: 'Number' },
    ErrorMessage: { StringValue: 'no good', DataType: 'String' },
  });
});
