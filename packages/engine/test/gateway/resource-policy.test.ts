// Covers resource policies: who passes, AWS's words to who does not, and how they combine with a Lambda authorizer. With signed requests they
// are in iam.test.ts, with user pools in cognito.test.ts.
import { expect, test } from 'vitest';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const everybody = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const allow = (more: object = {}): object => ({ Effect: 'Allow', ...everybody, ...more });
const deny = (more: object = {}): object => ({ Effect: 'Deny', ...everybody, ...more });
const policyOf = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const when = (operator: string, key: string, value: unknown): object => ({ Condition: { [operator]: { [key]: value } } });
const here = when('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '127.0.0.0/8']);
const elsewhere = when('IpAddress', 'aws:SourceIp', '10.0.0.0/8');

async function withPolicy<Result>(policy: unknown, use: (gateway: TestGateway) => Promise<Result>): Promise<Result> {
  const guarded = {
    security: [{ guard: [] }],
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') },
  };
  const gateway = await startGateway({
    template: apiTemplate(
      { 'GET /pets/{id}': 'answer', 'GET /': 'answer', 'GET /guarded': guarded },
      {
        api: { Policy: policy },
        body: {
          securityDefinitions: {
            guard: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: lambdaUri('authorizer'), authorizerResultTtlInSeconds: 0 },
            },
          },
        },
      },
    ),
    functions: {
      answer: () => ({ statusCode: 200 }),
      authorizer: ({ authorizationToken, methodArn }) => ({
        principalId: 'me',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: authorizationToken === 'deny' ? 'Deny' : 'Allow',
              Action: '*',
              Resource: authorizationToken === 'neither' ? 'other' : methodArn,
            },
          ],
        },
      }),
    },
  });
  try {
    return await use(gateway);
  } finally {
    await gateway.stop();
  }
}

interface Row {
  readonly name: string;
  readonly policy: unknown;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly passes: boolean;
  /** Refused by a statement, and not for want of one. */
  readonly explicit?: boolean;
}
// Sources: "How API Gateway resource policies affect authorization workflow"; "Access control language overview for Amazon API Gateway"; "AWS
// condition keys that can be used in API Gateway resource policies"; "IAM JSON policy elements: Condition operators".
const rows: readonly Row[] = [
  { name: 'an empty text is no policy', policy: '', passes: true },
  { name: 'an allow for everybody', policy: policyOf(allow()), passes: true },
  { name: 'JSON text', policy: JSON.stringify(policyOf(allow())), passes: true },
  { name: 'one statement without a list', policy: { Version: '2012-10-17', Statement: allow() }, passes: true },
  { name: 'Principal { AWS: "*" }', policy: policyOf(allow({ Principal: { AWS: '*' } })), passes: true },
  { name: 'an account is nobody without a signature', policy: policyOf(allow({ Principal: { AWS: '123456789012' } })), passes: false },
  {
    name: 'a denied account does not hold anonymous callers',
    policy: policyOf(allow(), deny({ Principal: { AWS: '123456789012' } })),
    passes: true,
  },
  { name: 'an implicit denial', policy: policyOf(allow({ Resource: 'execute-api:/other/*' })), passes: false },
  { name: 'a deny beats an allow', policy: policyOf(allow(), deny()), passes: false, explicit: true },
  { name: 'a deny alone is still no allow', policy: policyOf(deny({ Resource: 'execute-api:/test/POST/*' })), passes: false },
  { name: 'stage, method and path', policy: policyOf(allow({ Resource: 'execute-api:/test/GET/pets/*' })), passes: true },
  { name: 'another method', policy: policyOf(allow({ Resource: 'execute-api:/test/POST/pets/*' })), passes: false },
  {
    name: 'the path that was called, not the template',
    policy: policyOf(allow({ Resource: 'execute-api:/test/GET/pets/1' })),
    passes: true,
  },
  { name: 'the root', policy: policyOf(allow({ Resource: 'execute-api:/test/GET/' })), path: '/test/', passes: true },
  { name: 'a whole ARN', policy: policyOf(allow({ Resource: 'arn:aws:execute-api:us-east-1:123456789012:*/test/*' })), passes: true },
  {
    name: 'NotResource',
    policy: policyOf(allow(), { ...deny(), Resource: undefined, NotResource: 'execute-api:/test/GET/pets/1' }),
    passes: true,
  },
  { name: 'execute-api:*', policy: policyOf(allow({ Action: 'execute-api:*' })), passes: true },
  { name: 'another action', policy: policyOf(allow({ Action: 'execute-api:InvalidateCache' })), passes: false },
  { name: 'an address in the range', policy: policyOf(allow(here)), passes: true },
  { name: 'an address outside', policy: policyOf(allow(elsewhere)), passes: false },
  {
    name: 'X-Forwarded-For is no source address',
    policy: policyOf(allow(elsewhere)),
    headers: { 'X-Forwarded-For': '10.0.0.1' },
    passes: false,
  },
  {
    name: 'SAM IpRangeWhitelist',
    policy: policyOf(allow(), deny(when('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
    passes: false,
    explicit: true,
  },
  {
    name: 'SAM IpRangeBlacklist',
    policy: policyOf(allow(), deny(when('IpAddress', 'aws:SourceIp', ['127.0.0.1']))),
    passes: false,
    explicit: true,
  },
  {
    name: 'no VPC endpoint: StringNotEquals holds',
    policy: policyOf(allow(), deny(when('StringNotEquals', 'aws:SourceVpce', 'vpce-1'))),
    passes: false,
    explicit: true,
  },
  { name: 'no VPC: StringEquals fails', policy: policyOf(allow(when('StringEquals', 'aws:SourceVpc', 'vpc-1'))), passes: false },
  { name: 'no VPC source address', policy: policyOf(allow(), deny(when('IpAddress', 'aws:VpcSourceIp', '0.0.0.0/0'))), passes: true },
  { name: 'IfExists holds without the key', policy: policyOf(allow(when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'))), passes: true },
  { name: 'Null asks for the key', policy: policyOf(allow(when('Null', 'aws:SourceVpc', true))), passes: true },
  {
    name: 'ForAnyValue fails without the key',
    policy: policyOf(allow(when('ForAnyValue:StringNotEquals', 'aws:SourceVpc', 'vpc-1'))),
    passes: false,
  },
  {
    name: 'ForAllValues holds without the key',
    policy: policyOf(allow(when('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1'))),
    passes: true,
  },
  {
    name: 'the user agent',
    policy: policyOf(allow(when('StringLike', 'aws:UserAgent', 'curl/*'))),
    headers: { 'User-Agent': 'curl/8' },
    passes: true,
  },
  { name: 'the referer, which the client may leave out', policy: policyOf(allow(when('StringEquals', 'aws:Referer', 'x'))), passes: false },
  { name: 'a time to come', policy: policyOf(allow(when('DateGreaterThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z'))), passes: false },
  { name: 'a time gone by', policy: policyOf(allow(when('DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'))), passes: true },
  { name: 'HTTPS, which every call on AWS has', policy: policyOf(allow(), deny(when('Bool', 'aws:SecureTransport', false))), passes: true },
  {
    name: 'a variable without a value matches nothing',
    policy: policyOf(allow({ Resource: 'execute-api:/test/GET/${aws:username}*' })),
    passes: false,
  },
];
test.each(rows)('a policy: $name', ({ policy, path = '/test/pets/1', headers = {}, passes, explicit = false }) =>
  withPolicy(policy, async (gateway) => {
    expect(gateway.diagnostics).toEqual([]);
    const answer = await gateway.send({ path, headers });
    expect(answer.status).toBe(passes ? 200 : 403);
    expect(gateway.invocations.length).toBe(passes ? 1 : 0);
    if (passes) return;
    const text = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:${answer.trace.apiId}/test/GET/pets/1`;
    expect(answer.text).toBe(JSON.stringify({ Message: text + (explicit ? ' with an explicit deny' : '') }));
    expect(answer.headers['x-amzn-errortype']).toBe('AccessDeniedException');
    expect(answer.trace.refusal).toMatchObject({ layer: 'resource policy', rule: 'ACCESS_DENIED', at: { file: 'template.yaml' } });
  }),
);

test('a refusal by address says which address calls have here', () =>
  withPolicy(policyOf(allow(elsewhere)), async (gateway) => {
    const answer = await gateway.send({ path: '/test/pets/1' });
    expect(answer.trace.refusal?.hint).toContain('127.0.0.1');
  }));

test('a path that no method serves is judged by no policy', () =>
  withPolicy(policyOf(deny()), async (gateway) => {
    expect((await gateway.send({ path: '/test/none' })).text).toBe('{"message":"Missing Authentication Token"}');
  }));

const denied = '{"Message":"User is not authorized to access this resource"}';
const explicitlyDenied = '{"Message":"User is not authorized to access this resource with an explicit deny"}';
// Source: "How API Gateway resource policies affect authorization workflow", Table A and "Lambda authorizer and resource policy".
test.each([
  { authorizer: 'allow', policy: allow(), status: 200, asked: 1 },
  { authorizer: 'allow', policy: allow(elsewhere), status: 200, asked: 1 },
  { authorizer: 'allow', policy: deny(), status: 403, asked: 0, text: 'anonymous' },
  { authorizer: 'neither', policy: allow(), status: 200, asked: 1 },
  { authorizer: 'neither', policy: allow(elsewhere), status: 403, asked: 1, text: denied },
  { authorizer: 'neither', policy: deny(), status: 403, asked: 0, text: 'anonymous' },
  { authorizer: 'deny', policy: allow(), status: 403, asked: 1, text: explicitlyDenied },
  { authorizer: 'deny', policy: allow(elsewhere), status: 403, asked: 1, text: explicitlyDenied },
  { authorizer: 'deny', policy: deny(), status: 403, asked: 0, text: 'anonymous' },
])('an authorizer that says $authorizer and the policy $policy', ({ authorizer, policy, status, asked, text }) =>
  withPolicy(policyOf(policy), async (gateway) => {
    const answer = await gateway.send({ path: '/test/guarded', headers: { Authorization: authorizer } });
    expect(answer.status).toBe(status);
    if (text !== undefined) expect(answer.text).toContain(text);
    expect(gateway.invocations.filter((it) => it.functionName === 'authorizer').length).toBe(asked);
  }),
);

// Source: "Create and attach an API Gateway resource policy to an API"; IAM's grammar of policies.
test.each([
  { name: 'no statement', policy: { Version: '2012-10-17', Statement: [] } },
  { name: 'no Principal', policy: policyOf({ ...allow(), Principal: undefined }) },
  { name: 'a Principal that is a name', policy: policyOf(allow({ Principal: 'me' })) },
  { name: 'an Effect in small letters', policy: policyOf(allow({ Effect: 'allow' })) },
  { name: 'an operator that is none', policy: policyOf(allow(when('IpAdress', 'aws:SourceIp', '10.0.0.0/8'))) },
  { name: 'an address that is none', policy: policyOf(allow(when('NotIpAddress', 'aws:SourceIp', '10.0.0/8'))) },
  { name: 'no JSON', policy: '{' },
])('is refused with the template: $name', ({ policy }) =>
  withPolicy(policy, async (gateway) => {
    expect(gateway.diagnostics[0]).toMatchObject({ severity: 'error', message: expect.stringContaining('Invalid policy document') });
    expect((await gateway.send({ path: '/test/pets/1' })).status).toBe(403);
    expect(gateway.invocations.length).toBe(0);
  }),
);

test('a policy that comes with an edited template counts at once, and one that cannot be read changes nothing', () =>
  withPolicy(policyOf(allow(elsewhere)), async (gateway) => {
    const template = (policy: object): string =>
      apiTemplate({ 'GET /pets/{id}': 'answer' }, { body: { 'x-amazon-apigateway-policy': policy } });
    const status = async (): Promise<number> => (await gateway.send({ path: '/test/pets/1' })).status;
    expect(await status()).toBe(403);
    await gateway.apply(template(policyOf(allow())));
    expect(await status()).toBe(200);
    await gateway.apply(template(policyOf(deny())));
    expect(await status()).toBe(403);
    expect((await gateway.apply(template({ Version: 'x' })))[0]).toMatchObject({ code: 'PROVISIONING_FAILED' });
    expect(await status()).toBe(403);
  }));
