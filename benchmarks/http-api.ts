// What an HTTP API costs beside a REST API: a proxy route of each, whose function does nothing and is called in this process; and what a
// JWT authorizer adds whose keys are at hand. The function's own process is in throughput.ts.
import { fork } from 'node:child_process';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createIssuers } from '../packages/engine/src/gateway/identity/issuers.ts';
import type { InvocationResult } from '../packages/engine/src/lambda/lambda-runtime.ts';
import { apiTemplate, startGateway, type TestGateway } from '../packages/engine/test/gateway/start-gateway.ts';
import { httpApiTemplate } from '../packages/engine/test/http-api/http-api-template.ts';
import { runLoad } from './harness/load.ts';

const body = '{"id":"1","name":"Ada"}';
const invocation: InvocationResult = {
  payload: Buffer.from(JSON.stringify({ statusCode: 200, headers: { 'content-type': 'application/json' }, body })),
  executedVersion: '$LATEST',
  trace: { functionName: 'answer', requestId: '0', coldStart: false, durationMs: 0, awsCalls: [] },
  logTail: '',
};
const issuer = 'https://issuer.example/';
const authorizer = {
  Type: 'AWS::ApiGatewayV2::Authorizer',
  Properties: {
    ApiId: { Ref: 'Api' },
    Name: 'jwt',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.querystring.token'],
    JwtConfiguration: { Issuer: issuer, Audience: ['app'] },
  },
};
const templates: Readonly<Record<string, string>> = {
  'REST API, proxy route': apiTemplate({ 'GET /users/{id}': 'answer' }),
  'HTTP API, proxy route': httpApiTemplate({ 'GET /users/{id}': 'answer' }),
  'HTTP API, JWT authorizer': httpApiTemplate(
    { 'GET /users/{id}': 'answer' },
    { resources: { Jwt: authorizer }, route: { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Jwt' } } },
  ),
};

async function serve(name: string): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }];
  const exp = Math.floor(Date.parse('2026-07-10T20:00:00Z') / 1000);
  const token = await new SignJWT({ iss: issuer, aud: 'app', exp, sub: 'al' })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(privateKey);
  const gateway: TestGateway = await startGateway({
    template: templates[name] ?? '',
    invoke: async () => invocation,
    identities: { issuers: createIssuers({ settings: { [issuer]: { keys } } }), credentialOf: () => undefined, hasExpired: () => false },
    keep: false,
  });
  process.on('message', () => {
    const { traces } = gateway;
    const steps = traces.flatMap((it) => it.steps).filter((it) => it.name === 'authorize');
    const micros = steps.length === 0 ? 0 : (steps.reduce((sum, it) => sum + it.durationMs, 0) / steps.length) * 1000;
    process.send?.({ authorizeMicros: micros });
  });
  const path = name.startsWith('REST') ? '/test/users/1' : '/users/1';
  process.send?.({ url: `http://127.0.0.1:${gateway.port}${path}?token=${token}` });
}

async function compare(durationMs: number): Promise<void> {
  for (const name of Object.keys(templates)) {
    const child = fork(process.argv[1] ?? '', ['serve', name]);
    const { url } = await nextMessage<{ url: string }>(child);
    const one = await runLoad(url, { connections: 1, durationMs });
    const many = await runLoad(url, { connections: 32, durationMs });
    if (one.wrongCount + many.wrongCount > 0) throw new Error(`${name} answered ${one.wrongCount + many.wrongCount} requests wrongly.`);
    child.send('steps');
    const { authorizeMicros } = await nextMessage<{ authorizeMicros: number }>(child);
    const authorize = authorizeMicros === 0 ? '' : `   authorize ${authorizeMicros.toFixed(1)} µs`;
    const [slow, fast] = [one, many].map((it) => `${it.requestsPerSecond.toFixed(0).padStart(7)}/s`);
    console.log(`${name.padEnd(28)} ${slow} at 1 ${fast} at 32   p99 ${many.p99Ms.toFixed(2)} ms${authorize}`);
    child.kill();
  }
}

function nextMessage<Message>(child: ReturnType<typeof fork>): Promise<Message> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Message)));
}

if (process.argv[2] === 'serve') await serve(process.argv[3] ?? '');
else await compare(Number(process.argv[2] ?? 2000));
