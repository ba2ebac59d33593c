import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRpc } from '../../src/protocol/rpc/answer-rpc.ts';
import { type RpcService, rpcOperation } from '../../src/protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../src/protocol/service-error.ts';
import { integer, list, map, required, string, structure } from '../../src/protocol/shape.ts';
import { double, timestamp } from '../../src/protocol/value-shapes.ts';

/** What the operations were given, for the tests to look at. */
type Seen = unknown[];

const seen: Seen = [];

const datum = structure('MetricDatum', {
  MetricName: required(string()),
  Timestamp: timestamp,
  Value: double(),
  Values: list(double()),
  StorageResolution: integer({ min: 1 }),
  Dimensions: list(structure('Dimension', { Name: required(string()), Value: required(string()) })),
});

const monitoring: RpcService<Seen> = {
  signingName: 'monitoring',
  cbor: { serviceName: 'GraniteServiceVersion20100801', exceptionPackage: 'com.amazonaws.cloudwatch#' },
  json: { targetPrefix: 'GraniteServiceVersion20100801', exceptionPackage: 'com.amazonaws.cloudwatch#' },
  query: { xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  queryErrorCode: (error) => (error.code === 'ResourceNotFound' ? 'ResourceNotFound' : undefined),
  service: seen,
  operations: async () => [
    rpcOperation(
      'PutMetricData',
      structure('PutMetricDataInput', { Namespace: required(string()), MetricData: list(datum) }),
      (it, input) => {
        it.push(input);
        return undefined;
      },
    ),
    rpcOperation('SetAlarmState', structure('SetAlarmStateInput', { AlarmName: required(string()) }), () => {
      throw new ServiceError('ResourceNotFound', 'No such <alarm> & co.', 404);
    }),
  ],
};

const sns: RpcService<Seen> = {
  signingName: 'sns',
  query: { xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  service: seen,
  operations: async () => [
    rpcOperation(
      'CreateTopic',
      structure('CreateTopicInput', {
        Name: required(string({ max: 10 })),
        Attributes: map(string(), 'String'),
        Tags: list(structure('Tag', { Key: required(string()), Value: required(string()) })),
      }),
      (it, input) => {
        it.push(input);
        return { TopicArn: `arn:${input.Name}` };
      },
    ),
    rpcOperation('GetTopicAttributes', structure('GetTopicAttributesInput', { TopicArn: required(string()) }), () => ({
      Attributes: new Map([
        ['DisplayName', 'a<b>&"c"'],
        ['Owner', '123456789012'],
      ]),
    })),
  ],
};

const ssm: RpcService<Seen> = {
  signingName: 'ssm',
  json: { targetPrefix: 'AmazonSSM' },
  service: seen,
  operations: async () => [
    rpcOperation('GetParameter', structure('GetParameterRequest', { Name: required(string({ min: 3 })) }), (_it, { Name }) => {
      if (Name === 'missing') throw new ServiceError('ParameterNotFound', '');
      return { Parameter: { Name, LastModifiedDate: new Date(1_700_000_000_123), Version: 2 } };
    }),
  ],
};

let server: Server;
let endpoint: string;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const options = () => ({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const service = [monitoring, sns, ssm].find(({ signingName }) => headers.authorization?.includes(`/${signingName}/aws4_request`));
    const answer = await answerRpc(service ?? ssm, { method, url, headers, body: Buffer.concat(chunks), requestId: 'r-1' });
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('CBOR, as the CloudWatch client speaks it', async () => {
  const client = new CloudWatchClient(options());
  const at = new Date(1_700_000_000_000);
  await client.send(
    new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: [
        { MetricName: 'Orders', Value: 1.5, Timestamp: at, Dimensions: [{ Name: 'Stage', Value: 'dev' }] },
        { MetricName: 'N', Values: [1, 2] },
      ],
    }),
  );
  expect(seen.pop()).toEqual({
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Orders', Value: 1.5, Timestamp: at.getTime(), Dimensions: [{ Name: 'Stage', Value: 'dev' }] },
      { MetricName: 'N', Values: [1, 2] },
    ],
  });
  await expect(client.send(new SetAlarmStateCommand({ AlarmName: 'a', StateValue: 'OK', StateReason: 'x' }))).rejects.toMatchObject({
    name: 'ResourceNotFound',
    message: 'No such <alarm> & co.',
    $metadata: { httpStatusCode: 404 },
  });
});

test('query, as the SNS client speaks it', async () => {
  const client = new SNSClient(options());
  const created = await client.send(
    new CreateTopicCommand({
      Name: 'orders',
      Attributes: { DisplayName: 'x y', FifoTopic: 'false' },
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: '2' },
      ],
    }),
  );
  expect(created).toMatchObject({ TopicArn: 'arn:orders', $metadata: { requestId: 'r-1' } });
  expect(seen.pop()).toEqual({
    Name: 'orders',
    Attributes: { DisplayName: 'x y', FifoTopic: 'false' },
    Tags: [
      { Key: 'a', Value: '' },
      { Key: 'b', Value: '2' },
    ],
  });
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: 'arn:orders' }));
  expect(Attributes).toEqual({ DisplayName: 'a<b>&"c"', Owner: '123456789012' });
  await expect(client.send(new CreateTopicCommand({ Name: 'much-too-long' }))).rejects.toMatchObject({
    message:
      "1 validation error detected: Value 'much-too-long' at 'name' failed to satisfy constraint: Member must have length less than or equal to 10",
  });
});

test('JSON, as the SSM client speaks it', async () => {
  const client = new SSMClient(options());
  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/a/b' }));
  expect(Parameter).toEqual({ Name: '/a/b', LastModifiedDate: new Date(1_700_000_000_123), Version: 2 });
  await expect(client.send(new GetParameterCommand({ Name: 'missing' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test.each<[string, { headers: Record<string, string>; body: string; url?: string }, number, RegExp]>([
  ['JSON that is none', { headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: '{' }, 400, /SerializationException/],
  ['an operation that is not there', { headers: { 'x-amz-target': 'AmazonSSM.DeleteMoon' }, body: '{}' }, 501, /DeleteMoon/],
  ['a target of another service', { headers: { 'x-amz-target': 'Moon.GetParameter' }, body: '{}' }, 501, /NotImplemented/],
  [
    'a number for a text',
    { headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: '{"Name":1}' },
    400,
    /NUMBER_VALUE cannot be converted to String/,
  ],
])('%s', async (_what, { headers, body }, status, words) => {
  const answer = await answerRpc(ssm, { method: 'POST', url: '/', headers, body: Buffer.from(body), requestId: 'r-2' });
  expect(answer.status).toBe(status);
  expect(String(answer.body)).toMatch(words);
});

test.each<[string, Buffer]>([
  ['CBOR that ends early', Buffer.from([0xbf, 0x61])],
  ['an endless depth', Buffer.alloc(100_000, 0x81)],
])('%s is refused', async (_what, body) => {
  const url = '/service/GraniteServiceVersion20100801/operation/PutMetricData';
  const answer = await answerRpc(monitoring, {
    method: 'POST',
    url,
    headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    body,
    requestId: 'r-3',
  });
  expect(answer.status).toBe(400);
  expect(answer.error).toMatch(/SerializationException/);
});

test.each<[string, string]>([
  ['too many parameters', `Action=CreateTopic&${'a=b&'.repeat(20_001)}`],
  ['parameters nested too deep', `Action=CreateTopic&${'a.'.repeat(50)}b=1`],
])('%s are refused', async (_what, form) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await answerRpc(sns, { method: 'POST', url: '/', headers, body: Buffer.from(form), requestId: 'r-4' });
  expect(answer).toMatchObject({ status: 400 });
  expect(String(answer.body)).toMatch(/<Code>SerializationException<\/Code>/);
});
