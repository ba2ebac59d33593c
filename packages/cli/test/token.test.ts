// `gatewright token`: what it signs, and that a dev over the same folder lets it pass.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../../test/start-cli.ts';
import { parseInput, UsageError } from '../src/command.ts';
import { token } from '../src/commands/token.ts';
import type { Terminal } from '../src/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewright-token-'));
let running: RunningCli;
beforeAll(async () => {
  writeFileSync(join(folder, 'index.js'), 'exports.handler = async (event) => event.requestContext.authorizer.jwt;\n');
  writeFileSync(
    join(folder, 'template.yaml'),
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth: { DefaultAuthorizer: Jwt, Authorizers: { Jwt: { IdentitySource: $request.header.Authorization, JwtConfiguration: { issuer: 'https://real.example/', audience: [app] } } } }
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      Events: { Get: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: get, Path: /, Auth: { AuthorizationScopes: [users:read] } } } }
`,
  );
  running = await startCli(folder);
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true });
});

async function sign(...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const terminal: Terminal = {
    out: (line) => void lines.push(line),
    error: () => {},
    interactive: false,
    columns: 80,
    cwd: folder,
    env: {},
    onInterrupt: () => () => {},
    onKey: () => () => {},
  };
  await token.run(parseInput(token, args), terminal);
  return lines.join('');
}

const get = async (signed: string): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(running.url, { headers: { authorization: `Bearer ${signed}` } });
  return { status: answer.status, body: await answer.json() };
};

test('a token passes, with its claims, and its key is readable by its owner alone', async () => {
  const { status, body } = await get(await sign('--sub', 'alice', '--scope', 'users:read', '--claim', 'cognito:groups=["a"]'));
  expect(status).toBe(200);
  expect(body).toMatchObject({ claims: { sub: 'alice', token_use: 'access', 'cognito:groups': '[a]' }, scopes: ['users:read'] });
  if (process.platform !== 'win32') expect(statSync(join(folder, '.gatewright', 'token-issuer.json')).mode & 0o077).toBe(0);
});

test.each([
  ['another scope', ['--scope', 'users:write'], 403],
  ['no scope', [], 403],
  ['the right audience', ['--scope', 'users:read', '--audience', 'app'], 200],
  ['another audience', ['--scope', 'users:read', '--audience', 'other'], 401],
  ['expired', ['--scope', 'users:read', '--expires=-1m'], 401],
])('%s', async (_name, args, status) => {
  expect((await get(await sign(...args))).status).toBe(status);
});

test('the AWS endpoint publishes the key', async () => {
  const discovery = await (await fetch(`${running.awsUrl}/_gatewright/issuer/.well-known/openid-configuration`)).json();
  const { jwks_uri: url } = discovery as { jwks_uri: string };
  expect(await (await fetch(url)).json()).toEqual({ keys: [expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig' })] });
});

test.each([[['--expires', 'soon']], [['--claim', 'nothing']]])('%j is refused', async (args) => {
  await expect(sign(...args)).rejects.toThrow(UsageError);
});
