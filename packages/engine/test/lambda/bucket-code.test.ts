// Covers a function of a template whose code was put into a bucket of this machine. Source: "AWS::Lambda::Function Code", AWS CloudFormation
// template reference.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../../../../conformance/lambda/zip.ts';
import { createEngine, type Engine } from '../../src/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ projectRoot: mkdtempSync(join(tmpdir(), 'gatewright-bucket-')), dataRoot: undefined });
  const body = zip({ 'index.js': 'exports.handler = async () => "from the bucket";' });
  await engine.services.s3.call({ method: 'PUT', url: '/packages' });
  await engine.services.s3.call({ method: 'PUT', url: '/packages/one.zip', body });
});
afterAll(() => engine.stop());

async function apply(key: string): Promise<readonly string[]> {
  const Properties = {
    FunctionName: 'stored',
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::123456789012:role/role',
    Code: { S3Bucket: 'packages', S3Key: key },
  };
  const text = JSON.stringify({ Resources: { Stored: { Type: 'AWS::Lambda::Function', Properties } } });
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const compiled = await loadTemplate('template.json', { readFile: async () => text, ...settings });
  return (await engine.apply(compiled, { parameters: {}, allowUnsupported: false })).map((it) => `${it.code}: ${it.message}`);
}

test('it runs', async () => {
  expect(await apply('one.zip')).toEqual([]);
  const { payload } = await engine.services.lambda.invoke({ functionName: 'stored', payload: '{}', traceId: '' });
  expect(payload.toString()).toBe('"from the bucket"');
});

test('a package that is not there is named', async () => {
  expect(await apply('none.zip')).toContain(
    'FILE_NOT_FOUND: The code of "Stored" is in the S3 bucket "packages", and not on this machine.',
  );
});
