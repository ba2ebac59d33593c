// What an HTTP API hands to an AWS service by itself, seen at the service. @source "Integration subtype reference", API Gateway developer guide
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

const template = `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: direct, ProtocolType: HTTP } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default, AutoDeploy: true } }
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: direct } }
  Send:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: SQS-SendMessage
      PayloadFormatVersion: '1.0'
      CredentialsArn: arn:aws:iam::123456789012:role/any
      RequestParameters: { QueueUrl: !Ref Queue, MessageBody: $request.body.text }
  SendRoute: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: POST /send, Target: !Sub 'integrations/\${Send}' } }
  Put:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: EventBridge-PutEvents
      PayloadFormatVersion: '1.0'
      CredentialsArn: arn:aws:iam::123456789012:role/any
      RequestParameters: { Source: shop, DetailType: $request.body.type, Detail: $request.body.detail }
  PutRoute: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: POST /put, Target: !Sub 'integrations/\${Put}' } }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [shop] }
      Targets: [{ Id: q, Arn: !GetAtt Queue.Arn, InputPath: $.detail }]
  Allow:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sqs:SendMessage, Resource: '*' }] }
`;

const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-direct-'));
let engine: Engine;
let url: string;

beforeAll(async () => {
  engine = await createEngine({ projectRoot, dataRoot: undefined });
  const compiled = await loadTemplate('template.yaml', {
    readFile: async () => template,
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  expect((await engine.apply(compiled, { allowUnsupported: false, parameters: {} })).map(({ code }) => code)).toEqual([]);
  url = `http://127.0.0.1:${(await engine.listen({ port: 0, awsPort: 0 })).port}`;
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

const post = (path: string, body: object): Promise<Response> => fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
async function received(): Promise<unknown> {
  const { QueueUrl } = await engine.services.sqs.call('GetQueueUrl', { QueueName: 'direct' });
  return (await engine.services.sqs.call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 5 })).Messages;
}

test('SQS-SendMessage', async () => {
  const answer = await post('/send', { text: 'hello' });
  expect({ status: answer.status, body: await answer.text() }).toMatchObject({ status: 200, body: expect.stringContaining('<MessageId>') });
  expect(await received()).toMatchObject([{ Body: 'hello' }]);
});

test('EventBridge-PutEvents', async () => {
  const answer = await post('/put', { type: 'ordered', detail: { id: 7 } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  expect(await received()).toMatchObject([{ Body: '{"id":7}' }]);
});
