// Each golden serverless.yml that osls packages compiles to the same template: resources, properties, outputs.
// osls.json is osls' own answer, recorded by serverless-record.mjs. What errors look like is in golden.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/load-template.ts';

const golden = new URL('golden/', import.meta.url);
const recorded = readdirSync(golden).filter((it) => existsSync(new URL(`${it}/osls.json`, golden)));
// Custom resources and APIs of other stacks are in the template, and named for what they are on this machine.
const refusedByName = ['serverless-existing'];

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
  const errors = diagnostics.filter((it) => it.severity === 'error');
  expect(errors.filter((it) => !refusedByName.includes(name) || !it.unsupported)).toEqual([]);
  const osls: unknown = JSON.parse(readFileSync(new URL('osls.json', folder), 'utf8'));
  expect(comparable(template)).toEqual(comparable(osls));
});

test('there are recorded cases', () => {
  expect(recorded.length).toBeGreaterThan(10);
});

/**
 * What differs between two runs of osls itself, made the same: the digest in a version's logical id and the CodeSha256 it
 * comes from and a layer's digest (there is no package here), the time in the package's key, the one in the deployment's
 * logical id.
 */
function comparable(template: unknown): unknown {
  const text = JSON.stringify(template)
    .replace(/LambdaVersion[0-9A-Za-z]{36,44}(?=")/g, 'LambdaVersion')
    .replace(/ApiGatewayDeployment\d{13}/g, 'ApiGatewayDeployment')
    .replace(/WebsocketsDeployment[0-9A-Za-z]{38,44}(?=")/g, 'WebsocketsDeployment')
    .replace(/(LambdaLayer(?:Permission)?)[0-9a-f]{40}(?=")/g, '$1')
    .replace(/(LambdaLayerHash":\{[^}]*"Value":")[0-9a-f]{40}/g, '$1')
    .replace(/"CodeSha256":"[^"]*",?/g, '')
    .replace(/,\}/g, '}')
    .replace(/\/\d{13}-[^/"]*Z\//g, '/');
  const read: unknown = JSON.parse(text, (member, value: unknown) =>
    member === 'Statement' && Array.isArray(value) ? value.sort(byText) : value,
  );
  return read;
}

/** osls adds the statements of destinations as its files are read: their order has no meaning. */
function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
