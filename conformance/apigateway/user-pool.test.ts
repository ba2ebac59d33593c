// Which tokens of a Cognito user pool a REST API lets through, over HTTP. TARGET_POOL_URL and TARGET_POOL_TOKENS call another endpoint, on
// which user-pool.yaml is deployed.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from './endpoint.ts';
import { type PoolTokens, poolTokens } from './user-pool-tokens.ts';

let api: Api;
let tokens: PoolTokens;
beforeAll(async () => {
  tokens = poolTokens();
  const template = await readFile(new URL('user-pool.yaml', import.meta.url), 'utf8');
  api = await startApi(template, process.env.TARGET_POOL_URL ?? '', { issuers: { [tokens.issuer]: tokens.keys } });
});
afterAll(() => api.stop());

interface TokenRow {
  readonly path: string;
  readonly token: string;
  readonly bearer?: true;
  /** What the mapping template is told; else the message of the 401. */
  readonly use?: string;
  readonly message?: string;
}

// Sources: "Control access to REST APIs using Amazon Cognito user pools as an authorizer"; "How do I troubleshoot 401 Unauthorized errors",
// AWS re:Post knowledge center.
const rows: readonly TokenRow[] = [
  { path: '/identity', token: 'identity', use: 'id' },
  { path: '/identity', token: 'identity', bearer: true, use: 'id' },
  { path: '/identity', token: '' },
  { path: '/identity', token: 'no token at all' },
  { path: '/identity', token: 'forged' },
  { path: '/identity', token: 'expired', message: 'The incoming token has expired' },
  { path: '/identity', token: 'of another issuer' },
  { path: '/identity', token: 'access' },
  { path: '/scoped', token: 'access', use: 'access' },
  { path: '/scoped', token: 'access', bearer: true, use: 'access' },
  { path: '/scoped', token: 'access with other scopes' },
  { path: '/scoped', token: 'access without scopes' },
  { path: '/scoped', token: 'identity' },
  { path: '/client', token: 'identity', use: 'id' },
  { path: '/client', token: 'of another client' },
];

test.each(rows)('$path with "$token" (bearer: $bearer)', async ({ path, token, bearer, use, message = 'Unauthorized' }) => {
  const written = token === '' ? '' : tokens.token(token);
  const headers = written === '' ? {} : { Authorization: bearer ? `Bearer ${written}` : written };
  const answer = await api.send({ path, headers });
  if (use === undefined) {
    expect([answer.status, answer.text]).toEqual([401, JSON.stringify({ message })]);
    expect(answer.headers['x-amzn-errortype']).toBe('UnauthorizedException');
    return;
  }
  expect(answer.status).toBe(200);
  // Source: "Variables for data transformations for API Gateway": $context.authorizer.claims itself is null.
  expect(JSON.parse(answer.text)).toEqual({ sub: expect.stringMatching(/./), use, all: '' });
});
