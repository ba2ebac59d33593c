// What comes of a function's result, and of its failures. The address comes from TARGET_HTTP_API_URLS, or from an engine of our own.
import { afterAll, beforeAll, test } from 'vitest';
import { type Apis, check, type Row, startApis } from './endpoint.ts';

let apis: Apis;
beforeAll(async () => {
  apis = await startApis();
});
afterAll(() => apis.stop());

const format = 'Create AWS Lambda proxy integrations for HTTP APIs in API Gateway';
const recorded = 'localstack recordings of HTTP APIs';
const urls = 'Invoking Lambda function URLs; localstack recordings of function URLs';
const mapping = 'Transform API requests and responses for HTTP APIs in API Gateway';
const streams = 'Response streaming for Lambda functions';
const error = { status: 500, text: '{"message":"Internal Server Error"}', answerHeaders: { 'content-type': 'application/json' } };
const inferred = (text: string): Pick<Row, 'status' | 'text' | 'answerHeaders'> => ({
  status: 200,
  text,
  answerHeaders: { 'content-type': 'application/json' },
});
const returning = (value: unknown, path = '/work'): string =>
  `${path}?returns=${encodeURIComponent(value === undefined ? 'undefined' : JSON.stringify(value))}`;
const plain = { 'content-type': 'text/plain; charset=utf-8' };

const rows: { readonly [name: string]: Row } = {
  'a structured answer': {
    path: returning({ statusCode: 201, headers: { 'X-A': '1' }, body: 'hi' }),
    status: 201,
    text: 'hi',
    answerHeaders: { 'x-a': '1' },
    source: format,
  },
  'a statusCode without a type is plain text': {
    path: returning({ statusCode: 200, body: 'hi' }),
    status: 200,
    text: 'hi',
    answerHeaders: plain,
    source: recorded,
  },
  'a statusCode alone': { path: returning({ statusCode: 204 }), status: 204, text: '', source: format },
  'the type of the function counts': {
    path: returning({ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' }),
    status: 200,
    text: '<p>',
    answerHeaders: { 'content-type': 'text/html' },
    source: format,
  },
  'an object without statusCode': { path: returning({ a: 1 }), ...inferred('{"a":1}'), source: format },
  'an object with a body and no statusCode': { path: returning({ body: 'x' }), ...inferred('{"body":"x"}'), source: format },
  'a text': { path: returning('hello'), ...inferred('hello'), source: format },
  'an empty text': { path: returning(''), ...inferred(''), source: recorded },
  'a list': { path: returning([1, 2]), ...inferred('[1,2]'), source: recorded },
  'a number': { path: returning(7), ...inferred('7'), source: recorded },
  'a boolean': { path: returning(true), ...inferred('true'), source: recorded },
  nothing: { path: returning(undefined), ...inferred('null'), source: 'guess' },
  'statusCode 0': { path: returning({ statusCode: 0 }), ...error, source: recorded },
  'statusCode 200.5': { path: returning({ statusCode: 200.5 }), ...error, source: recorded },
  'statusCode 700': { path: returning({ statusCode: 700 }), ...error, source: 'guess' },
  'statusCode as numeric text': { path: returning({ statusCode: '201', body: 'x' }), status: 201, text: 'x', source: 'guess' },
  'statusCode as a word': { path: returning({ statusCode: 'ok' }), ...error, source: 'guess' },
  'a body that is an object': { path: returning({ statusCode: 200, body: { a: 1 } }), ...error, source: 'guess' },
  'a body that is null': { path: returning({ statusCode: 200, body: null }), status: 200, text: '', source: 'guess' },
  'base64 is always decoded': {
    path: returning({ statusCode: 200, body: 'aGk=', isBase64Encoded: true }),
    status: 200,
    text: 'hi',
    source: recorded,
  },
  'base64 that is none': { path: returning({ statusCode: 200, body: '***', isBase64Encoded: true }), ...error, source: 'guess' },
  'isBase64Encoded false': {
    path: returning({ statusCode: 200, body: 'aGk=', isBase64Encoded: false }),
    status: 200,
    text: 'aGk=',
    source: format,
  },
  cookies: {
    path: returning({ statusCode: 200, cookies: ['a=1', 'b=2'] }),
    status: 200,
    answerHeaders: { 'set-cookie': 'a=1,b=2' },
    source: format,
  },
  'cookies beside a Set-Cookie header': {
    path: returning({ statusCode: 200, headers: { 'Set-Cookie': 'c=3' }, cookies: ['a=1'] }),
    status: 200,
    answerHeaders: { 'set-cookie': 'c=3,a=1' },
    source: 'guess',
  },
  'multiValueHeaders are passed over': {
    path: returning({ statusCode: 200, multiValueHeaders: { 'X-A': ['1'] } }),
    status: 200,
    noHeaders: ['x-a'],
    source: recorded,
  },
  'a header that is a number': {
    path: returning({ statusCode: 200, headers: { 'X-A': 7 } }),
    status: 200,
    answerHeaders: { 'x-a': '7' },
    source: 'guess',
  },
  'a header that is a list': { path: returning({ statusCode: 200, headers: { 'X-A': ['1'] } }), ...error, source: 'guess' },
  'a header with a line break': { path: returning({ statusCode: 200, headers: { 'X-A': 'a\nb' } }), ...error, source: 'guess' },
  'a 404 of the function': { path: returning({ statusCode: 404, body: 'mine' }), status: 404, text: 'mine', source: format },
  'a 500 of the function': { path: returning({ statusCode: 500, body: 'mine' }), status: 500, text: 'mine', source: format },
  'a redirect': {
    path: returning({ statusCode: 302, headers: { Location: '/x' } }),
    status: 302,
    answerHeaders: { location: '/x' },
    source: format,
  },
  'an error thrown': { path: '/work?throws=oops', ...error, source: 'Troubleshooting issues with HTTP API Lambda integrations' },
  'no trace header': {
    path: returning({ statusCode: 200 }),
    status: 200,
    noHeaders: ['x-amzn-trace-id', 'x-amzn-requestid'],
    source: recorded,
  },
  'an unknown member is passed over': { path: returning({ statusCode: 200, body: 'x', other: 1 }), status: 200, text: 'x', source: format },
  '1.0: a structured answer': {
    path: returning({ statusCode: 201, body: 'hi' }, '/work1'),
    status: 201,
    text: 'hi',
    answerHeaders: plain,
    source: format,
  },
  '1.0: a text': { path: returning('hello', '/work1'), ...error, source: recorded },
  '1.0: an empty text': { path: returning('', '/work1'), ...error, source: recorded },
  '1.0: a list': { path: returning([1], '/work1'), ...error, source: recorded },
  '1.0: a number': { path: returning(7, '/work1'), ...error, source: recorded },
  '1.0: an object of another shape': { path: returning({ a: 1 }, '/work1'), ...error, source: recorded },
  '1.0: an error thrown': { path: '/work1?throws=oops', ...error, source: recorded },
  '1.0: statusCode 0': { path: returning({ statusCode: 0 }, '/work1'), ...error, source: recorded },
  '1.0: single headers come before lists': {
    path: returning({ statusCode: 200, headers: { 'X-A': '1' }, multiValueHeaders: { 'X-A': ['2', '3'] } }, '/work1'),
    status: 200,
    answerHeaders: { 'x-a': '1, 2, 3' },
    source: recorded,
  },
  '1.0: base64': {
    path: returning({ statusCode: 200, body: 'aGk=', isBase64Encoded: true }, '/work1'),
    status: 200,
    text: 'hi',
    source: recorded,
  },
  'a mapped header is overwritten': {
    path: returning({ statusCode: 200, headers: { 'x-over': 'mine' } }, '/mapped'),
    status: 200,
    answerHeaders: { 'x-over': 'written' },
    source: mapping,
  },
  'a mapped header is appended': {
    path: returning({ statusCode: 200, headers: { 'x-both': 'mine' } }, '/mapped'),
    status: 200,
    answerHeaders: { 'x-both': 'mine, more' },
    source: mapping,
  },
  'a mapped header is removed': {
    path: returning({ statusCode: 200, headers: { 'x-gone': 'mine' } }, '/mapped'),
    status: 200,
    noHeaders: ['x-gone'],
    source: mapping,
  },
  'a mapped status': {
    path: returning({ statusCode: 500, headers: { 'x-from': 'here' } }, '/mapped'),
    status: 403,
    answerHeaders: { 'x-status': 'here' },
    source: mapping,
  },
  'a header mapped from the body': {
    path: returning({ statusCode: 201, body: '{"user":{"name":"al"}}' }, '/mapped'),
    status: 201,
    answerHeaders: { 'x-body': 'al' },
    source: mapping,
  },
  'a status that is not mapped': {
    path: returning({ statusCode: 202, headers: { 'x-over': 'mine' } }, '/mapped'),
    status: 202,
    answerHeaders: { 'x-over': 'mine' },
    source: mapping,
  },
  'URL: a structured answer': {
    api: 'workUrl',
    path: returning({ statusCode: 418, body: 'x' }, '/'),
    status: 418,
    text: 'x',
    source: urls,
  },
  'URL: statusCode as text': {
    api: 'workUrl',
    path: returning({ statusCode: '418', body: 'x' }, '/'),
    status: 418,
    text: 'x',
    source: urls,
  },
  'URL: an object': { api: 'workUrl', path: returning({ a: 1 }, '/'), ...inferred('{"a":1}'), source: urls },
  'URL: a text': { api: 'workUrl', path: returning('hello', '/'), ...inferred('hello'), source: urls },
  'URL: a list': { api: 'workUrl', path: returning([1], '/'), ...inferred('[1]'), source: urls },
  'URL: base64': {
    api: 'workUrl',
    path: returning({ statusCode: 200, body: 'aGk=', isBase64Encoded: true }, '/'),
    status: 200,
    text: 'hi',
    source: urls,
  },
  'URL: cookies': {
    api: 'workUrl',
    path: returning({ statusCode: 200, cookies: ['a=1', 'b=2'] }, '/'),
    status: 200,
    answerHeaders: { 'set-cookie': 'a=1,b=2' },
    source: urls,
  },
  'URL: an error thrown': { api: 'workUrl', path: '/?throws=oops', status: 502, text: 'Internal Server Error', source: urls },
  'URL: every path is the function': { api: 'workUrl', path: returning({ a: 1 }, '/any/path'), status: 200, source: urls },
  'URL: a prelude, then pieces': {
    api: 'streamingUrl',
    path: '/',
    status: 201,
    text: 'onetwo',
    answerHeaders: { 'x-h': '1', 'content-type': 'text/plain', 'set-cookie': 'c=1,d=2' },
    source: streams,
  },
  'URL: pieces without a prelude': {
    api: 'streamingUrl',
    path: '/plain',
    status: 200,
    text: 'ab',
    answerHeaders: { 'content-type': 'application/octet-stream' },
    source: streams,
  },
  'URL: a stream that fails before it begins': {
    api: 'streamingUrl',
    path: '/throws',
    status: 502,
    text: 'Internal Server Error',
    source: 'guess',
  },
};

test.each(Object.entries(rows))('%s', (_name, row) => check(apis, row));
