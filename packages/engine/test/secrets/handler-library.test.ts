// Covers `parameter()` and `secret()` of @gatewright/api inside a function, against the services here, and that what they read is told nowhere:
// not in logs, nor in the trace.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { LambdaEvent } from '../../src/lambda/lambda-runtime.ts';
import type { RequestTrace } from '../../src/trace/trace.ts';
import { applyTemplate } from '../apply-template.ts';

const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-values-'));
const events: LambdaEvent[] = [];
const traces: RequestTrace[] = [];
let engine: Engine;
let apiUrl: string;

const code = `
import { api } from '@gatewright/api';
import { parameter, secret } from '@gatewright/api/config';
import { z } from 'zod';

const url = parameter('/shop/url');
const key = parameter('/shop/key', { ttlSeconds: 0 });
const database = secret('shop/db', { schema: z.object({ password: z.string() }) });
const missing = secret('shop/none');

export const handler = api({}, {
  'GET /values': async () => ({ url: await url(), keyLength: (await key()).length, passwordLength: (await database()).password.length }),
  'GET /missing': async () => ({ value: await missing() }),
});
`;
const template = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Values: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'values.handler',
        CodeUri: '.',
        Timeout: 20,
        MemorySize: 512,
        Events: {
          Values: { Type: 'Api', Properties: { Path: '/values', Method: 'GET' } },
          Missing: { Type: 'Api', Properties: { Path: '/missing', Method: 'GET' } },
        },
      },
    },
  },
};

beforeAll(async () => {
  const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
  mkdirSync(join(projectRoot, 'node_modules/@gatewright'), { recursive: true });
  symlinkSync(join(modules, '@gatewright/api'), join(projectRoot, 'node_modules/@gatewright/api'));
  symlinkSync(join(modules, 'zod'), join(projectRoot, 'node_modules/zod'));
  writeFileSync(join(projectRoot, 'values.ts'), code);
  engine = await createEngine({
    projectRoot,
    dataRoot: undefined,
    verifySignatures: true,
    onLambdaEvent: (it) => events.push(it),
    onRequest: (it) => traces.push(it),
  });
  const { ssm, secretsmanager } = engine.services;
  await ssm.call('PutParameter', { Name: '/shop/url', Type: 'String', Value: 'https://shop.example' });
  await ssm.call('PutParameter', { Name: '/shop/key', Type: 'SecureString', Value: 'sealed-key-1' });
  await secretsmanager.call('CreateSecret', { Name: 'shop/db', SecretString: '{"password":"sealed-password"}' });
  await applyTemplate(engine, template);
  const { port } = await engine.listen({ port: 0, awsPort: 0 });
  apiUrl = `http://127.0.0.1:${port}/${engine.describe().apis[0]?.stages[0]}`;
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

async function get(path: string): Promise<{ readonly status: number; readonly body: unknown; readonly calls: readonly string[] }> {
  const answer = await fetch(`${apiUrl}${path}`);
  const body: unknown = await answer.json();
  const calls = traces.at(-1)?.invocation?.awsCalls ?? [];
  return { status: answer.status, body, calls: calls.map((it) => `${it.service} ${it.operation} ${it.resource}`).sort() };
}

test('values are read once, and again when their time is over', async () => {
  const values = { url: 'https://shop.example', keyLength: 12, passwordLength: 15 };
  expect(await get('/values')).toEqual({
    status: 200,
    body: values,
    calls: ['secretsmanager GetSecretValue shop/db', 'ssm GetParameter /shop/key', 'ssm GetParameter /shop/url'],
  });
  await engine.services.ssm.call('PutParameter', { Name: '/shop/key', Value: 'sealed-key-22', Overwrite: true });
  expect(await get('/values')).toEqual({ status: 200, body: { ...values, keyLength: 13 }, calls: ['ssm GetParameter /shop/key'] });
});

test('a secret that is not there is a fault of the function, by its name', async () => {
  expect(await get('/missing')).toMatchObject({ status: 500, calls: ['secretsmanager GetSecretValue shop/none'] });
  const lines = events.flatMap((it) => (it.type === 'log' ? [it.line] : [])).join('\n');
  expect(lines).toContain("Secrets Manager can't find the specified secret.");
});

test('no value is told in logs or traces, nor a key of the function', () => {
  const told = JSON.stringify([events, traces]);
  expect(told).toContain('shop/db');
  expect(told).not.toMatch(/sealed-|secretAccessKey|sessionToken/);
});
