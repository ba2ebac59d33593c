// A function URL with AWS_IAM lets in who signs with a key that is known, and tells the function who that is. @source "Control access to Lambda
// function URLs", AWS Lambda developer guide. Signed by AWS's own client code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { applyTemplate } from '../apply-template.ts';
import { Sha256 } from '../sha256.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Who:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: 'exports.handler = async (event) => ({ iam: event.requestContext.authorizer.iam, query: event.rawQueryString });'
      Handler: index.handler
      Runtime: nodejs24.x
      FunctionUrlConfig: { AuthType: AWS_IAM }
`;
const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-signed-url-'));
let engine: Engine;
let url: URL;

beforeAll(async () => {
  engine = await createEngine({ projectRoot, dataRoot: undefined });
  await applyTemplate(engine, template);
  await engine.listen({ port: 0, awsPort: 0 });
  url = new URL(engine.describe().functionUrls[0]?.url ?? '');
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

async function call(accessKeyId: string, secretAccessKey: string): Promise<{ status: number; body: unknown }> {
  const signer = new SignatureV4({ service: 'lambda', region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, sha256: Sha256 });
  const request = { method: 'GET', protocol: 'http:', hostname: url.hostname, path: url.pathname, query: { b: '2', a: 'x y' } };
  const { headers } = await signer.sign({ ...request, headers: { host: url.host } });
  const answer = await fetch(new URL('?b=2&a=x%20y', url), { headers });
  return { status: answer.status, body: await answer.json() };
}

test('a signature by a known key passes, and the function learns whose it is', async () => {
  expect(await call('test', 'test')).toMatchObject({
    status: 200,
    body: {
      query: 'b=2&a=x%20y',
      iam: { accessKey: 'test', accountId: '123456789012', userArn: 'arn:aws:iam::123456789012:user/developer' },
    },
  });
});

test.each([
  ['a wrong secret', 'test', 'wrong', 'The request signature we calculated does not match'],
  ['a key that nobody has', 'AKIANOBODY', 'test', 'The security token included in the request is invalid'],
])('%s is refused', async (_what, accessKeyId, secret, words) => {
  expect(await call(accessKeyId, secret)).toMatchObject({ status: 403, body: { message: expect.stringContaining(words) } });
});
