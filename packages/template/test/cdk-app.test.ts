// Covers what of golden/cdk-app is no part of its template: what only a deployment needs, where the stack lives, what is watched.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/index.ts';

const folder = fileURLToPath(new URL('golden/cdk-app/', import.meta.url));
const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
const load = (file: string) => loadTemplate(file, { ...settings, readFile: async (path) => readFileSync(folder + path, 'utf8') });

test('the manifest serves the stack with the API, with all it is made of', async () => {
  const { stackName, region, accountId, deploymentOnly, files } = await load('cdk.out/manifest.json');
  expect({ stackName, region, accountId }).toEqual({ stackName: 'WebStack', region: 'eu-west-1', accountId: '111122223333' });
  expect([...deploymentOnly].sort()).toEqual(['DataStackCDKMetadata', 'LogRetentionaae0aa3c', 'Retention']);
  const names = [
    'DataStack.assets',
    'DataStack.template',
    'Search.nested.template',
    'WebStack.assets',
    'WebStack.template',
    'asset.bbbb',
    'manifest',
  ];
  expect([...files].sort()).toEqual(names.map((it) => `cdk.out/${it}.json`));
});

test('the template of a stack is that stack', async () => {
  const { stackName, template, diagnostics } = await load('cdk.out/DataStack.template.json');
  expect(diagnostics).toEqual([]);
  expect(stackName).toBe('DataStack');
  expect(Object.keys(template?.Resources ?? {})).toEqual(['Users1A2B3C4D', 'CDKMetadata']);
});
