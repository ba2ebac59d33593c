import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { ApiRequest } from './endpoint.ts';

export interface IntegrationRow extends ApiRequest {
  /** Requests that come before. */
  readonly after?: readonly ApiRequest[];
  readonly status: number;
  readonly text?: string;
  /** A part of the body. */
  readonly contains?: string;
  /** The body, as base64. */
  readonly bytes?: string;
  /** Members of the JSON that came back; what the backend got, when it echoes. */
  readonly json?: object;
  readonly answerHeaders?: { readonly [name: string]: string };
  /** Headers that the backend did not get, or that the client did not. */
  readonly without?: { readonly sent?: readonly string[]; readonly answered?: readonly string[] };
  readonly source: string;
}

const http = 'localstack snapshots of HTTP integrations';
const proxy = 'localstack snapshots of HTTP_PROXY integrations';
const dynamodb = 'localstack snapshot test_rest_api_to_dynamodb_integration';
const s3 = 'localstack snapshots TestApiGatewayS3BinarySupport';
const sqs = 'localstack snapshots of SQS integrations';
const sns = 'How do I use API Gateway as a proxy for another AWS service?';
const ssm = 'localstack snapshot test_ssm_aws_integration';
const events = 'localstack snapshot test_apigateway_to_eventbridge';
const binary = 'localstack snapshots of binary media types';
const compression = 'Payload compression for REST APIs in API Gateway';
const guards = 'Control access to REST APIs in API Gateway';
const failed = {
  status: 500,
  text: '{"message": "Internal server error"}',
  answerHeaders: { 'x-amzn-errortype': 'InternalServerErrorException' },
};

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const json = (method: string, path: string, body: unknown): ApiRequest => ({
  method,
  path,
  headers: { 'Content-Type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const png = Buffer.from([0x89, 0x50, 0xff, 0x00, 0xfe]);
const encoded = png.toString('base64');
const twice = Buffer.from(encoded).toString('base64');
const replaced = Buffer.from(png.toString('utf8')).toString('base64');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const backends: { readonly [name: string]: IntegrationRow } = {
  'HTTP sends what is mapped, by the method of the integration': {
    ...json('PUT', '/http/it?q=a%20b&other=1', { a: 1 }),
    headers: { 'Content-Type': 'application/json', 'X-Given': 'given', 'X-Other': 'other' },
    status: 200,
    json: {
      method: 'POST',
      path: '/at/it',
      query: 'own=1&mapped=a%20b',
      body: '{"a":1}',
      headers: { accept: 'application/json', 'x-mapped': 'given', 'x-static': 'static', 'x-stage': 'test', 'x-var': 'blue' },
    },
    without: { sent: ['x-other', 'x-forwarded-for'] },
    source: http,
  },
  'HTTP says who it is': {
    path: '/http/it',
    headers: { 'User-Agent': 'me' },
    status: 200,
    json: { headers: { 'user-agent': like(/^AmazonAPIGateway_/), 'x-amzn-apigateway-api-id': like(/^[a-z0-9]{10}$/) } },
    source: http,
  },
  'HTTP maps headers of the answer, and no others pass': {
    path: '/http/it',
    status: 200,
    answerHeaders: { 'x-seen': 'yes', 'x-amzn-remapped-date': 'yesterday', 'content-type': 'application/json' },
    without: { answered: ['x-backend', 'via', 'x-amzn-remapped-server'] },
    source: http,
  },
  'HTTP without a pattern that matches takes the default': { path: '/http/500', status: 200, source: http },
  'HTTP by pattern': { path: '/http/404', status: 400, text: '{"was": "/at/404"}', source: http },
  'a mapping without a value is left out': {
    path: '/http/it',
    status: 200,
    json: { query: 'own=1' },
    without: { sent: ['x-mapped'] },
    source: http,
  },
  'HTTP_PROXY passes the request on': {
    ...json('PATCH', '/proxy/a/b?x=1&x=2&q=5', 'as it is'),
    headers: { 'Content-Type': 'text/plain', 'X-Other': 'other', 'x-mapped': 'mine', TE: 'trailers', 'Content-Encoding': 'identity' },
    status: 200,
    json: {
      method: 'PATCH',
      path: '/a/b',
      query: 'own=a/b&x=1&x=2&q=5&mapped=5',
      body: 'as it is',
      headers: { 'content-type': 'text/plain', 'x-other': 'other', 'x-mapped': 'mapped' },
    },
    without: { sent: ['te', 'content-encoding'] },
    source: proxy,
  },
  'HTTP_PROXY passes the status and the headers back': {
    path: '/proxy/status/418',
    status: 418,
    answerHeaders: { 'x-backend': 'yes', 'x-amzn-remapped-server': 'echo', 'x-amzn-remapped-x-amzn-requestid': 'of the backend' },
    without: { answered: ['via', 'x-amzn-trace-id'] },
    source: proxy,
  },
  'an endpoint without a host': { path: '/nowhere', ...failed, source: 'localstack snapshot test_failed_invoke_test_method' },
};

const services: { readonly [name: string]: IntegrationRow } = {
  'an item is put': { ...json('PUT', '/item/one', { text: 'a "b"' }), status: 200, text: '{}', source: dynamodb },
  'and got': {
    path: '/item/two',
    after: [json('PUT', '/item/two', { text: 'hello' })],
    status: 200,
    text: 'hello',
    answerHeaders: { 'content-type': 'application/json' },
    source: dynamodb,
  },
  'an item that is not there': { path: '/item/none', status: 200, text: '', source: dynamodb },
  'a table that is not there': {
    method: 'DELETE',
    path: '/item/one',
    status: 400,
    json: { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' },
    source: dynamodb,
  },
  'a template that gives no JSON': { ...json('PUT', '/item/one%22', { text: 'a' }), status: 200, source: dynamodb },
  'a message is sent': { ...json('POST', '/queue', 'a & b'), status: 200, json: { id: like(/^[0-9a-f-]{36}$/) }, source: sqs },
  'a queue read as XML': {
    path: '/queue',
    after: [json('POST', '/queue', 'hello')],
    status: 200,
    contains: '<ReceiveMessageResponse',
    source: sqs,
  },
  'a type that the queue does not take': {
    method: 'POST',
    path: '/queue',
    headers: { 'Content-Type': 'text/plain' },
    body: 'a',
    status: 415,
    text: '{"message":"Unsupported Media Type"}',
    source: sqs,
  },
  'a message is published': {
    ...json('PUT', '/topic', 'a & b'),
    status: 200,
    json: { PublishResponse: { PublishResult: { MessageId: like(/^[0-9a-f-]{36}$/), SequenceNumber: null } } },
    source: sns,
  },
  'a topic that is not named': {
    ...json('POST', '/topic', 'a'),
    status: 400,
    json: {
      Error: {
        Code: 'InvalidParameter',
        Message: 'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
        Type: 'Sender',
      },
    },
    source: 'public reports of an SNS integration without TopicArn',
  },
  'a parameter by the query protocol': {
    path: '/parameter?name=/gatewright/integrations',
    status: 200,
    json: {
      GetParameterResponse: {
        GetParameterResult: {
          Parameter: { DataType: 'text', Selector: null, SourceResult: null, Type: 'String', Value: '123', Version: 1 },
        },
        ResponseMetadata: { RequestId: like(/^[0-9a-f-]{36}$/) },
      },
    },
    source: ssm,
  },
  'a parameter that is not there': {
    path: '/parameter?name=/none',
    status: 400,
    json: { Error: { Code: 'ParameterNotFound', Type: 'Sender' } },
    source: ssm,
  },
  'a secret': { path: '/secret', status: 200, text: 'hidden', source: sns },
  'events are put': {
    ...json('POST', '/event', { items: [{ Detail: '{"data":"it\'s"}', DetailType: 'Test', Source: 'order' }] }),
    status: 200,
    json: { FailedEntryCount: 0, Entries: [{ EventId: like(/^[0-9a-f-]{36}$/) }] },
    source: events,
  },
};

const put = (path: string, type: string, body: Buffer | string): ApiRequest => ({
  method: 'PUT',
  path,
  headers: { 'Content-Type': type },
  body,
});

/** What is stored of a request's body, by the type of the request and the content handling: read back as bytes. */
const stored: readonly (readonly [handling: string, type: string, body: Buffer | string, bytes: string | undefined])[] = [
  ['object', 'text/plain', png, replaced],
  ['object', 'text/plain', encoded, base64(encoded)],
  ['object', 'image/png', png, encoded],
  ['text', 'text/plain', png, replaced],
  ['text', 'image/png', png, base64(encoded)],
  ['text', 'image/png', encoded, base64(twice)],
  ['bytes', 'text/plain', encoded, encoded],
  ['bytes', 'text/plain', 'this is text', undefined],
  ['bytes', 'image/png', png, encoded],
  ['bytes', 'image/png', 'this is text', base64('this is text')],
];

/** What the client gets of an answer's body, by its type, what the client accepts, and the content handling. */
const answered: readonly (readonly [handling: string, type: string, accept: string, body: Buffer, bytes: string | undefined])[] = [
  ['object', 'text/plain', 'text/plain', png, replaced],
  ['object', 'text/plain', 'image/png', Buffer.from(encoded), encoded],
  ['object', 'text/plain', 'image/png', Buffer.from('this is text'), undefined],
  ['object', 'image/png', 'text/plain', png, base64(encoded)],
  ['object', 'image/png', 'image/png', png, encoded],
  ['object', 'image/png', 'text/plain, image/png', png, base64(encoded)],
  ['text', 'text/plain', 'image/png', png, replaced],
  ['text', 'image/png', 'image/png', png, base64(encoded)],
  ['text', 'image/png', 'text/plain', Buffer.from('this is text'), base64(base64('this is text'))],
  ['bytes', 'text/plain', 'text/plain', Buffer.from(encoded), encoded],
  ['bytes', 'text/plain', 'text/plain', Buffer.from('this is text'), undefined],
  ['bytes', 'image/png', 'text/plain', png, encoded],
];

const bodies: { readonly [name: string]: IntegrationRow } = {
  ...Object.fromEntries(
    stored.map(([handling, type, body, bytes], index): [string, IntegrationRow] => {
      const request = put(`/${handling}/stored-${index}`, type, body);
      const name = `a request of ${type}, ${typeof body === 'string' ? body : 'bytes'}, to /${handling}`;
      if (bytes === undefined) return [name, { ...request, ...failed, source: s3 }];
      const headers = { Accept: 'image/png', 'response-content-type': 'image/png' };
      return [name, { path: `/object/stored-${index}`, headers, after: [request], status: 200, bytes, source: s3 }];
    }),
  ),
  ...Object.fromEntries(
    answered.map(([handling, type, accept, body, bytes], index): [string, IntegrationRow] => {
      const after = [put(`/object/answered-${index}`, 'image/png', body)];
      const request = { path: `/${handling}/answered-${index}`, headers: { Accept: accept, 'response-content-type': type }, after };
      const name = `an answer of ${type} (${body.length}) to who accepts ${accept}, from /${handling}`;
      return [name, { ...request, ...(bytes === undefined ? failed : { status: 200, bytes }), source: s3 }];
    }),
  ),
  'an object has its tag': {
    ...put('/object/tagged', 'text/plain', 'hello'),
    status: 200,
    answerHeaders: { etag: '"5d41402abc4b2a76b9719d911017c592"' },
    source: s3,
  },
  'an object that is not there': {
    path: '/object/none',
    status: 200,
    contains: '<Code>NoSuchKey</Code>',
    source: 'localstack snapshot test_apigateway_s3_any',
  },
  'a template on bytes': { ...put('/templated', 'image/png', png), method: 'POST', ...failed, source: s3 },
  'bytes for a function are base64': {
    ...put('/lambda?says=event', 'image/png', png),
    method: 'POST',
    status: 200,
    json: { body: encoded, isBase64Encoded: true },
    source: binary,
  },
  'text for a function is text': {
    ...put('/lambda?says=event', 'text/plain', 'a'),
    method: 'POST',
    status: 200,
    json: { body: 'a', isBase64Encoded: false },
    source: binary,
  },
  'bytes of a function': { path: '/lambda', headers: { Accept: 'image/png' }, status: 200, bytes: 'AQL/', source: binary },
  'bytes of a function, for who accepts none': { path: '/lambda', status: 200, text: 'AQL/', source: binary },
  'bytes of a function, for who accepts any type': {
    path: '/lambda',
    headers: { Accept: '*/*' },
    status: 200,
    text: 'AQL/',
    source: binary,
  },
  'what a function calls base64 and is not': { path: '/lambda?says=plain', headers: { Accept: 'image/png' }, ...failed, source: binary },
  'a long answer is compressed': {
    path: '/lambda?says=long',
    headers: { 'Accept-Encoding': 'gzip' },
    status: 200,
    bytes: base64('a'.repeat(2000)),
    answerHeaders: { 'content-encoding': 'gzip' },
    source: compression,
  },
  'a short answer is not': {
    path: '/lambda',
    headers: { 'Accept-Encoding': 'gzip' },
    status: 200,
    without: { answered: ['content-encoding'] },
    source: compression,
  },
  'a long answer to who accepts no coding': {
    path: '/lambda?says=long',
    status: 200,
    text: 'a'.repeat(2000),
    without: { answered: ['content-encoding'] },
    source: compression,
  },
  'a compressed request is unpacked': {
    method: 'POST',
    path: '/lambda?says=event',
    headers: { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' },
    body: gzipSync('unpacked'),
    status: 200,
    json: { body: 'unpacked' },
    source: compression,
  },
  'a coding that is not known': {
    method: 'POST',
    path: '/lambda?says=event',
    headers: { 'Content-Type': 'text/plain', 'Content-Encoding': 'br' },
    body: 'a',
    status: 415,
    text: '{"message":"Unsupported Media Type"}',
    source: compression,
  },
};

const closed: { readonly [name: string]: IntegrationRow } = {
  'a policy denies, and CORS stands on the refusal': {
    path: '/denied',
    status: 403,
    contains: '"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:',
    answerHeaders: { 'x-amzn-errortype': 'AccessDeniedException', 'access-control-allow-origin': 'https://app.example' },
    source: guards,
  },
  'a policy denies one method alone': { method: 'POST', path: '/denied', status: 200, source: guards },
  'an unsigned request': {
    path: '/signed',
    status: 403,
    text: '{"message":"Missing Authentication Token"}',
    answerHeaders: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
    source: guards,
  },
  'a signature that is none': {
    path: '/signed',
    headers: { Authorization: 'AWS4-HMAC-SHA256 nonsense' },
    status: 403,
    answerHeaders: { 'x-amzn-errortype': 'IncompleteSignatureException' },
    source: guards,
  },
  'no token of a pool': {
    path: '/pool',
    status: 401,
    text: '{"message":"Unauthorized"}',
    answerHeaders: { 'x-amzn-errortype': 'UnauthorizedException' },
    source: guards,
  },
  'a token that is none': {
    path: '/pool',
    headers: { Authorization: 'Bearer a.b.c' },
    status: 401,
    text: '{"message":"Unauthorized"}',
    source: guards,
  },
};

export const integrationRows: { readonly [name: string]: IntegrationRow } = { ...backends, ...services, ...bodies, ...closed };
