// What API Gateway itself costs: routes whose function does nothing and is called in the server's process, beside bare node:http; and the
// time of each step. The servers take turns, so that all of them meet the same machine; what is compared is the time of their processors
// for a request, which other work on the machine disturbs least. The function's own process is in throughput.ts.
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
    tell(() => []);
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
  tell(() => {
    const totals = new Map<string, number>();
    const { traces } = gateway;
    for (const { steps } of traces) for (const step of steps) totals.set(step.name, (totals.get(step.name) ?? 0) + step.durationMs);
    return [...totals].map(([step, ms]) => `${step} ${((ms / traces.length) * 1000).toFixed(1)} µs`);
  });
  process.send?.({ port: gateway.port });
}

interface Usage {
  /** Of the process, so far. */
  readonly cpuMicros: number;
  readonly steps: readonly string[];
}

/** Answers each message with what this process has used. */
function tell(steps: () => readonly string[]): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system, steps: steps() } satisfies Usage);
  });
}

const rounds = 3;

async function compare(durationMs: number): Promise<void> {
  const servers: Server[] = [];
  for (const [name, path] of Object.entries(contestants)) {
    const child = fork(process.argv[1] ?? '', ['serve', name]);
    const { port } = await nextMessage<{ port: number }>(child);
    servers.push({ name, child, url: `http://127.0.0.1:${port}${path}`, figures: [] });
  }
  for (let round = 0; round < rounds; round += 1) for (const server of servers) server.figures.push(await measure(server, durationMs));
  let floor: number | undefined;
  for (const { name, child, figures } of servers) {
    const cpu = median(figures.map((it) => it.cpuMicros));
    floor ??= cpu;
    const [one, many, p99] = [figures.map((it) => it.one), figures.map((it) => it.many), figures.map((it) => it.p99Ms)].map(median);
    console.log(
      `${name.padEnd(36)} ${one?.toFixed(0).padStart(7)}/s at 1   ${many?.toFixed(0).padStart(7)}/s at 32   p99 ${p99?.toFixed(2)} ms   ${cpu.toFixed(1)} µs of processor   ${((floor / cpu) * 100).toFixed(0)} % of bare`,
    );
    const { steps } = await usageOf(child);
    if (steps.length > 0) console.log(`${' '.repeat(37)}${steps.join(', ')}`);
    child.kill();
  }
}

interface Server {
  readonly name: string;
  readonly child: ReturnType<typeof fork>;
  readonly url: string;
  readonly figures: Figures[];
}

interface Figures {
  readonly one: number;
  readonly many: number;
  readonly p99Ms: number;
  /** For a request, at 32 connections. */
  readonly cpuMicros: number;
}

async function measure({ name, child, url }: Server, durationMs: number): Promise<Figures> {
  const one = await runLoad(url, { connections: 1, durationMs });
  const before = await usageOf(child);
  const many = await runLoad(url, { connections: 32, durationMs });
  const after = await usageOf(child);
  if (one.wrongCount + many.wrongCount > 0) throw new Error(`${name} answered ${one.wrongCount + many.wrongCount} requests wrongly.`);
  const cpuMicros = (after.cpuMicros - before.cpuMicros) / many.answeredCount;
  return { one: one.requestsPerSecond, many: many.requestsPerSecond, p99Ms: many.p99Ms, cpuMicros };
}

function usageOf(child: ReturnType<typeof fork>): Promise<Usage> {
  child.send('usage');
  return nextMessage<Usage>(child);
}

function median(list: readonly number[]): number {
  return [...list].sort((first, second) => first - second)[Math.floor(list.length / 2)] ?? Number.NaN;
}

function nextMessage<Message>(child: ReturnType<typeof fork>): Promise<Message> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Message)));
}

if (process.argv[2] === 'serve') await serve(process.argv[3] ?? '');
else await compare(Number(process.argv[2] ?? 1000));
