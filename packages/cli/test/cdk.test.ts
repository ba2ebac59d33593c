// Covers which stack of a CDK app is taken, from the folder, the assembly or the template. What it compiles to is in
// template/test/golden/cdk-app.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTemplate } from '../src/dev/find-template.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewright-cdk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Stacks = { readonly [name: string]: string };

/** Writes an assembly: each stack has one resource of its type; STAGE/NAME is a stack of a stage. */
async function writeAssembly(stacks: Stacks): Promise<void> {
  const manifests = new Map<string, { [artifact: string]: object }>([['', {}]]);
  const write = async (path: string, content: object): Promise<void> => {
    await mkdir(dirname(join(folder, 'cdk.out', path)), { recursive: true });
    await writeFile(join(folder, 'cdk.out', path), JSON.stringify(content));
  };
  for (const [name, type] of Object.entries(stacks)) {
    const [stack = '', stage] = name.split('/').reverse();
    const assembly = stage === undefined ? '' : `assembly-${stage}/`;
    const root = manifests.get('') ?? {};
    if (stage !== undefined) root[`assembly-${stage}`] = { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${stage}` } };
    const manifest = manifests.get(assembly) ?? {};
    manifest[stack] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${stack}.template.json` } };
    manifests.set(assembly, manifest);
    await write(`${assembly}${stack}.template.json`, { Resources: { It: { Type: type } } });
  }
  for (const [assembly, artifacts] of manifests) {
    await write(`${assembly}manifest.json`, { version: '48.0.0', artifacts });
    await write(`${assembly}cdk.out`, { version: '48.0.0' });
  }
}

const api = 'AWS::ApiGateway::RestApi';
const table = 'AWS::DynamoDB::Table';
const cases: [what: string, stacks: Stacks, named: string | undefined, file: string, others: string[]][] = [
  ['the one stack', { Data: table }, undefined, 'Data', []],
  ['the stack with an API', { Data: table, Web: api }, undefined, 'Web', ['Data']],
  ['a stack of functions before one of tables', { Data: table, Jobs: 'AWS::Lambda::Function' }, undefined, 'Jobs', ['Data']],
  ['the first of two with an API', { Web: api, Admin: api }, undefined, 'Web', ['Admin']],
  ['the API of a stage', { Data: table, 'Prod/Web': api }, undefined, 'assembly-Prod/Web', ['Data']],
  ['the stack named', { Data: table, Web: api }, 'cdk.out/Data.template.json', 'Data', []],
  ['the stack of a stage named', { 'Prod/Web': api, Web: api }, 'cdk.out/assembly-Prod/Web.template.json', 'assembly-Prod/Web', []],
  ['the assembly named', { Data: table, Web: api }, 'cdk.out', 'Web', ['Data']],
  ['the manifest named', { Data: table, Web: api }, 'cdk.out/manifest.json', 'Web', ['Data']],
];

test.each(cases)('takes %s', async (_, stacks, named, file, others) => {
  await writeAssembly(stacks);
  const nameOf = (it: string): string => `cdk.out/${it}.template.json`;
  expect(await findTemplate(folder, named, folder)).toEqual({ root: folder, file: nameOf(file), others: others.map(nameOf) });
});

test('started in the assembly, the project is the folder around it', async () => {
  await writeAssembly({ Web: api });
  expect(await findTemplate(join(folder, 'cdk.out'), undefined, folder)).toMatchObject({ root: folder, file: 'cdk.out/Web.template.json' });
});

test('an app that was not synthesized is told how', async () => {
  await writeFile(join(folder, 'cdk.json'), '{}');
  expect(await findTemplate(folder, undefined, folder)).toMatchObject({ hint: expect.stringContaining('cdk synth') });
});

test.each([
  ['without stacks', {}],
  ['that is cut off', undefined],
])('an assembly %s is told', async (_, stacks) => {
  await writeAssembly({});
  if (!stacks) await writeFile(join(folder, 'cdk.out', 'manifest.json'), '{"version": "48.0.0", "arti');
  expect(await findTemplate(folder, undefined, folder)).toMatchObject({ message: expect.stringContaining('has no stack') });
});
