// Each golden serverless.yml that osls packages compiles to the same template: resources, properties, outputs.
// osls.json is osls' own answer, recorded by serverless-record.mjs. What errors look like is in golden.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/load-template.ts';

const golden = new URL('golden/', import.meta.url);
const recorded = readdirSync(golden).filter((it) => existsSync(new URL(`${it}/osls.json`, golden)));

test.each(recorded)('%s', async (name) => {
  const folder = new URL(`${name}/`, golden);
  const { template, diagnostics } = await loadTemplate('serverless.yml', {
    readFile: async (path) => readFileSync(new URL(path, folder), 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  expect(diagnostics.filter((it) => it.severity === 'error')).toEqual([]);
  const osls: unknown = JSON.parse(readFileSync(new URL('osls.json', folder), 'utf8'));
  expect(comparable(template)).toEqual(comparable(osls));
});

test('there are recorded cases', () => {
  expect(recorded.length).toBeGreaterThan(10);
});

/**
 * What differs between two runs of osls itself, made the same: the digest in a version's logical id and the CodeSha256 it
 * comes from (there is no package here), the time in the package's key, and the time in the deployment's logical id.
 */
function comparable(template: unknown): unknown {
  const text = JSON.stringify(template)
    .replace(/LambdaVersion[0-9A-Za-z]{36,44}(?=")/g, 'LambdaVersion')
    .replace(/ApiGatewayDeployment\d{13}/g, 'ApiGatewayDeployment')
    .replace(/"CodeSha256":"[^"]*",?/g, '')
    .replace(/,\}/g, '}')
    .replace(/\/\d{13}-[^/"]*Z\//g, '/');
  return JSON.parse(text);
}
