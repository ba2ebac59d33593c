// What API Gateway itself costs: routes whose function does nothing and is called in this process, beside bare node:http; and the time
// of each step. The function's own process is in throughput.ts.
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { InvocationResult } from '../packages/engine/src/lambda/lambda-runtime.ts';
import { apiTemplate, lambdaUri, startGateway } from '../packages/engine/test/gateway/start-gateway.ts';
import { runLoad } from './harness/load.ts';

const body = '{"id":"1","name":"Ada"}';
const mockOperation = {
  responses: { 200: {} },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': body } } },
  },
};

function validatedOperationOf(): object {
  return {
    parameters: [{ name: 'id', in: 'path', required: true }],
    'x-amazon-apigateway-request-validator': 'all',
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') },
  };
}

const invocationOf = (functionName: string, result: object): InvocationResult => ({
  payload: Buffer.from(JSON.stringify(result)),
  executedVersion: '$LATEST',
  trace: { functionName, requestId: '0', coldStart: false, durationMs: 0, awsCalls: [] },
  logTail: '',
});
const invocation = invocationOf('answer', { statusCode: 200, body });
const key = 'k'.repeat(20);
const allow = { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] };
const authorization = invocationOf('guard', { principalId: 'me', policyDocument: allow, usageIdentifierKey: key });

/** An authorizer whose result is kept, a key of a usage plan with throttle and quota, a throttled stage, validated parameters. */
const guardedOperation = { ...validatedOperationOf(), security: [{ guard: [] }, { api_key: [] }] };
const guards = {
  'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
  securityDefinitions: {
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    guard: {
      type: 'apiKey',
      name: 'unused',
      in: 'header',
      'x-amazon-apigateway-authorizer': {
        type: 'request',
        authorizerUri: lambdaUri('guard'),
        identitySource: 'method.request.header.Accept',
      },
    },
  },
};
const limits = { RateLimit: 1e9, BurstLimit: 1e9 };
const resources = {
  Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Value: key, Enabled: true } },
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    DependsOn: ['Stage'],
    Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'test' }], Throttle: limits, Quota: { Limit: 1e12, Period: 'DAY' } },
  },
  KeyOfPlan: {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
  },
};
const stage = {
  CacheClusterEnabled: true,
  MethodSettings: [
    { ResourcePath: '/guarded/{id}', HttpMethod: 'GET', ThrottlingRateLimit: 1e9, ThrottlingBurstLimit: 1e9 },
    { ResourcePath: '/cached', HttpMethod: 'GET', CachingEnabled: true },
  ],
};

/** By name, the path that is called on each server. */
const contestants: Readonly<Record<string, string>> = {
  'bare node:http': '/users/1',
  'proxy route': '/test/users/1',
  'proxy route, parameters validated': '/test/validated/1',
  'proxy route, all guards on': '/test/guarded/1',
  'cache hit': '/test/cached',
  'MOCK with templates': '/test/mock',
};

async function serve(name: string): Promise<void> {
  if (name === 'bare node:http') {
    const server = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body),
    );
    server.listen(0, '127.0.0.1', () => process.send?.({ port: Object(server.address()).port }));
    return;
  }
  const validators = { 'x-amazon-apigateway-request-validators': { all: { validateRequestParameters: true, validateRequestBody: false } } };
  const routes = {
    'GET /users/{id}': 'answer',
    'GET /validated/{id}': validatedOperationOf(),
    'GET /guarded/{id}': guardedOperation,
    'GET /cached': 'answer',
    'GET /mock': mockOperation,
  };
  const template = apiTemplate(routes, { body: { ...validators, ...guards }, resources, stage });
  const gateway = await startGateway({
    template,
    invoke: async ({ functionName }) => (functionName.endsWith('guard') ? authorization : invocation),
    keep: false,
  });
  // More requests than an account may send.
  gateway.services.apigateway.accountThrottle = { rateLimit: undefined, burstLimit: undefined };
  process.on('message', () => {
    const totals = new Map<string, number>();
    const { traces } = gateway;
    for (const { steps } of traces) for (const step of steps) totals.set(step.name, (totals.get(step.name) ?? 0) + step.durationMs);
    process.send?.({ steps: [...totals].map(([step, ms]) => `${step} ${((ms / traces.length) * 1000).toFixed(1)} µs`) });
  });
  process.send?.({ port: gateway.port });
}

async function compare(durationMs: number): Promise<void> {
  let floor = 0;
  for (const [name, path] of Object.entries(contestants)) {
    const child = fork(process.argv[1] ?? '', ['serve', name]);
    const { port } = await nextMessage<{ port: number }>(child);
    const url = `http://127.0.0.1:${port}${path}`;
    const one = await runLoad(url, { connections: 1, durationMs });
    const many = await runLoad(url, { connections: 32, durationMs });
    if (one.wrongCount + many.wrongCount > 0) throw new Error(`${name} answered ${one.wrongCount + many.wrongCount} requests wrongly.`);
    floor ||= many.requestsPerSecond;
    const share = `${((many.requestsPerSecond / floor) * 100).toFixed(0)} % of bare`;
    console.log(
      `${name.padEnd(36)} ${one.requestsPerSecond.toFixed(0).padStart(7)}/s at 1   ${many.requestsPerSecond.toFixed(0).padStart(7)}/s at 32   p99 ${many.p99Ms.toFixed(2)} ms   ${share}`,
    );
    if (floor !== many.requestsPerSecond) {
      child.send('steps');
      const { steps } = await nextMessage<{ steps: readonly string[] }>(child);
      console.log(`${' '.repeat(37)}${steps.join(', ')}`);
    }
    child.kill();
  }
}

function nextMessage<Message>(child: ReturnType<typeof fork>): Promise<Message> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Message)));
}

if (process.argv[2] === 'serve') await serve(process.argv[3] ?? '');
else await compare(Number(process.argv[2] ?? 2000));
