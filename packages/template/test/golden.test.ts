// Each folder of golden/ is one case: its input, the template it must compile to, and what a person reads of its mistakes.
// The input is input.yaml, serverless.yml or cdk.out/manifest.json, and what they name beside them; case.json may hold options of the compiler
// (stage, region, environment, parameters, options). `npm run golden` rewrites what the input must compile to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type CompileOptions, loadTemplate, renderDiagnostic } from '../src/index.ts';

const golden = fileURLToPath(new URL('golden/', import.meta.url));

test.each(readdirSync(golden))('%s', async (name) => {
  const folder = join(golden, name);
  const read = async (path: string): Promise<string> => readFileSync(join(folder, path), 'utf8');
  const options: CompileOptions = {
    readFile: read,
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
    ...(existsSync(join(folder, 'case.json')) && JSON.parse(await read('case.json'))),
  };
  const input = ['serverless.yml', 'cdk.out/manifest.json'].find((it) => existsSync(join(folder, it))) ?? 'input.yaml';
  const { template, functions, diagnostics } = await loadTemplate(input, options);
  const sources = new Map<string, string>();
  for (const file of new Set(diagnostics.map((it) => it.at?.file))) {
    if (file !== undefined && existsSync(join(folder, file))) sources.set(file, await read(file));
  }
  const errors = diagnostics.map((it) => renderDiagnostic(it, it.at && sources.get(it.at.file))).join('\n\n');
  const compiled = JSON.stringify({ functions, template }, null, 2);
  await expect(`${compiled}\n`).toMatchFileSnapshot(`golden/${name}/template.json`);
  await expect(errors === '' ? '' : `${errors}\n`).toMatchFileSnapshot(`golden/${name}/errors.txt`);
});
