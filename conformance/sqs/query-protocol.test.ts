// Covers the query protocol, which SDKs before 2023 speak: flat lists in, XML out. What operations do is in the suites beside this one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
beforeAll(async () => {
  endpoint = await startServices();
});
afterAll(() => endpoint.stop());

const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

async function call(
  parameters: Record<string, string>,
  path = '/',
  accept = '*/*',
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${endpoint.client.endpoint}${path}`, {
    method: 'POST',
    headers: { authorization, accept },
    body: new URLSearchParams({ Version: '2012-11-05', ...parameters }),
  });
  return { status: answer.status, text: await answer.text() };
}

test('a message goes in and out', async () => {
  const QueueName = `query-${process.pid}`;
  const created = await call({ Action: 'CreateQueue', QueueName, 'Attribute.1.Name': 'DelaySeconds', 'Attribute.1.Value': '0' });
  const [, QueueUrl = ''] = /<QueueUrl>(.*)<\/QueueUrl>/.exec(created.text) ?? [];
  const attribute = {
    'MessageAttribute.1.Name': 'Foo',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'Bar',
  };
  const sent = await call({ Action: 'SendMessage', MessageBody: 'a & b', ...attribute }, new URL(QueueUrl).pathname);
  // Source: the digest recorded on AWS by localstack, 2024-06-04.
  expect(sent.text).toContain('<MD5OfMessageAttributes>ae7155c6026991b6d54b11589678bf9c</MD5OfMessageAttributes>');
  const received = await call({ Action: 'ReceiveMessage', QueueUrl, 'AttributeName.1': 'All', 'MessageAttributeName.1': 'All' });
  expect(received.text).toContain('<Body>a &amp; b</Body>');
  expect(received.text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
  expect(received.text).toContain(
    '<MessageAttribute><Name>Foo</Name><Value><DataType>String</DataType><StringValue>Bar</StringValue></Value></MessageAttribute>',
  );
});

// Source: recorded on AWS by localstack, 2024-04-30.
test('a queue that is not there is worded for this protocol', async () => {
  const { status, text } = await call({ Action: 'GetQueueUrl', QueueName: 'none-such' });
  expect(status).toBe(400);
  expect(text).toContain(
    '<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message><Detail/></Error>',
  );
});

// Source: SendMessage through API Gateway, recorded on AWS by localstack.
test('who asks for JSON gets it, as API Gateway does', async () => {
  await call({ Action: 'CreateQueue', QueueName: `query-json-${process.pid}` });
  const { text } = await call({ Action: 'SendMessage', MessageBody: 'a' }, `/123456789012/query-json-${process.pid}`, 'application/json');
  expect(JSON.parse(text)).toEqual({
    SendMessageResponse: {
      ResponseMetadata: { RequestId: expect.any(String) },
      SendMessageResult: {
        MD5OfMessageAttributes: null,
        MD5OfMessageBody: '0cc175b9c0f1b6a831c399e269772661',
        MD5OfMessageSystemAttributes: null,
        MessageId: expect.any(String),
        SequenceNumber: null,
      },
    },
  });
});
