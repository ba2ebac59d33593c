// Buckets of a template: a SAM function that is told of objects, through the engine's own doors. What S3 answers is in conformance/s3.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { loadTemplate } from '@gatewright/template';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

let engine: Engine;
let folder: string;
let apiUrl: string;
let s3: S3Client;
/** Filled by the lines that the function prints; waited for by `nextEvent`. */
let events: object[] = [];
let arrived: (() => void) | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-s3-'));
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async (event) => console.log("EVENT" + JSON.stringify(event))');
  events = [];
  engine = await createEngine({
    projectRoot: folder,
    dataRoot: undefined,
    onLambdaEvent(event) {
      const json = event.type === 'log' ? /EVENT(.*)$/s.exec(event.line)?.[1] : undefined;
      if (json === undefined) return;
      events.push(JSON.parse(json));
      arrived?.();
    },
  });
  const { port, awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  apiUrl = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3Client({ endpoint: `http://127.0.0.1:${awsPort}`, region: 'us-east-1', credentials, forcePathStyle: true });
});

afterEach(async () => {
  s3.destroy();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function apply(text: string): Promise<readonly string[]> {
  const compiled = await loadTemplate('template.yaml', {
    readFile: async () => text,
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const diagnostics = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters: {}, allowUnsupported: false }))];
  return diagnostics.map((it) => `${it.severity} ${it.code} ${it.message}`);
}

async function nextEvent(): Promise<object | undefined> {
  if (events.length === 0)
    await new Promise<void>((resolve) => {
      arrived = resolve;
    });
  return events.shift();
}

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pictures:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: the-pictures
      Tags: [{ Key: team, Value: photo }]
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
      Events:
        Made:
          Type: S3
          Properties:
            Bucket: !Ref Pictures
            Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*']
            Filter: { S3Key: { Rules: [{ Name: prefix, Value: in/ }, { Name: suffix, Value: .jpg }] } }
`;

test('a function is told of the objects that its filter lets through', async () => {
  expect(await apply(template)).toEqual([]);
  const Bucket = 'the-pictures';
  await s3.send(new PutObjectCommand({ Bucket, Key: 'out/cat.jpg', Body: 'x' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/a cat+(1).jpg', Body: 'meow' }));
  expect(await nextEvent()).toEqual({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: expect.stringMatching(/^AWS:/) },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: expect.any(String),
          bucket: {
            name: Bucket,
            ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-F]{13}$/) },
            arn: 'arn:aws:s3:::the-pictures',
          },
          object: {
            key: 'in/a+cat%2B%281%29.jpg',
            size: 4,
            eTag: '4a4be40c96ac6314e91d93f38043a634',
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ],
  });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'in/a cat+(1).jpg' }));
  expect(await nextEvent()).toMatchObject({
    Records: [{ eventName: 'ObjectRemoved:Delete', s3: { object: { key: 'in/a+cat%2B%281%29.jpg' } } }],
  });
  expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toContainEqual({ Key: 'team', Value: 'photo' });
});

test('an edit takes notifications away, and a bucket with objects outlives its resource', async () => {
  await apply(template);
  const Bucket = 'the-pictures';
  await apply(template.replace(/ {6}Events:[\s\S]*$/, ''));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/cat.jpg', Body: 'x' }));
  await apply('Resources: { Other: { Type: AWS::S3::Bucket } }');
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets.map((it) => it.Name)).toEqual([expect.stringMatching(/-other-[a-z0-9]{12}$/), Bucket]);
  expect(events).toEqual([]);
});

test('a bucket keeps versions and ends objects as its template says', async () => {
  const versions = (properties: string): string =>
    `Resources: { Notes: { Type: AWS::S3::Bucket, Properties: { BucketName: the-notes${properties} } } }`;
  const rules = [
    '{ Id: tmp, Status: Enabled, Prefix: tmp/, ExpirationInDays: 2, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }',
    "{ Id: old, Status: Enabled, TagFilters: [{ Key: keep, Value: 'no' }], ObjectSizeGreaterThan: '9', NoncurrentVersionExpiration: { NoncurrentDays: 3 } }",
    '{ Id: cold, Status: Enabled, Transitions: [{ StorageClass: GLACIER, TransitionInDays: 30 }] }',
  ];
  const lifecycle = `, LifecycleConfiguration: { Rules: [${rules.join(', ')}] }`;
  expect(await apply(versions(`, VersioningConfiguration: { Status: Enabled }${lifecycle}`))).toEqual([]);
  const Bucket = 'the-notes';
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  const { Expiration } = await s3.send(new PutObjectCommand({ Bucket, Key: 'tmp/a', Body: 'x' }));
  expect(Expiration).toMatch(/rule-id="tmp"$/);
  const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules).toEqual([
    {
      ID: 'tmp',
      Status: 'Enabled',
      Filter: { Prefix: 'tmp/' },
      Expiration: { Days: 2 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    {
      ID: 'old',
      Status: 'Enabled',
      Filter: { And: { Tags: [{ Key: 'keep', Value: 'no' }], ObjectSizeGreaterThan: 9 } },
      NoncurrentVersionExpiration: { NoncurrentDays: 3 },
    },
  ]);
  expect(await apply(versions(''))).toEqual([]);
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
  await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
  });
});

test('a bucket policy that opens what the bucket blocks is refused, as AWS does', async () => {
  const policy = (blocked: boolean): string => `
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties: { BucketName: the-site, PublicAccessBlockConfiguration: { BlockPublicPolicy: ${blocked}, RestrictPublicBuckets: false } }
  Open:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '\${Site.Arn}/*' }]
`;
  expect((await apply(policy(true))).join()).toContain('Access Denied');
  expect(await apply(policy(false))).toEqual([]);
});

test('a method of a REST API reads and writes objects', async () => {
  expect(
    await apply(`
Resources:
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: the-files } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: files } }
  Item:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{item+}' }
  Put:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Item
      HttpMethod: PUT
      AuthorizationType: NONE
      RequestParameters: { method.request.path.item: true }
      MethodResponses: [{ StatusCode: 200 }, { StatusCode: 404 }]
      Integration:
        Type: AWS
        IntegrationHttpMethod: PUT
        Credentials: arn:aws:iam::123456789012:role/files
        Uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:s3:path/the-files/{key}'
        RequestParameters: { integration.request.path.key: method.request.path.item }
        IntegrationResponses: [{ StatusCode: 200 }, { StatusCode: 404, SelectionPattern: '404' }]
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Item
      HttpMethod: GET
      AuthorizationType: NONE
      RequestParameters: { method.request.path.item: true }
      MethodResponses: [{ StatusCode: 200, ResponseParameters: { method.response.header.Content-Type: true } }, { StatusCode: 404 }]
      Integration:
        Type: AWS
        IntegrationHttpMethod: GET
        Credentials: arn:aws:iam::123456789012:role/files
        Uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:s3:path/the-files/{key}'
        RequestParameters: { integration.request.path.key: method.request.path.item }
        IntegrationResponses:
          - { StatusCode: 200, ResponseParameters: { method.response.header.Content-Type: integration.response.header.Content-Type } }
          - { StatusCode: 404, SelectionPattern: '404' }
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: [Put, Get], Properties: { RestApiId: !Ref Api, StageName: prod } }
`),
  ).toEqual([]);
  const headers = { 'content-type': 'text/x-note' };
  expect((await fetch(`${apiUrl}/prod/a/b%20c.txt`, { method: 'PUT', body: 'hello', headers })).status).toBe(200);
  const got = await fetch(`${apiUrl}/prod/a/b%20c.txt`);
  expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([200, 'text/x-note', 'hello']);
  const none = await fetch(`${apiUrl}/prod/none`);
  expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('<Code>NoSuchKey</Code>')]);
});
