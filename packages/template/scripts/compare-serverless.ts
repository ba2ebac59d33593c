// Compiles every serverless.yml under a folder here and with `osls package`, and prints what differs in meaning.
//
//   npx esbuild packages/template/scripts/compare-serverless.ts --bundle --platform=node --format=esm --conditions=source \
//     --banner:js="import{createRequire}from'module';const require=createRequire(import.meta.url);" --outfile=compare-serverless.mjs
//   OSLS=node_modules/osls/bin/serverless.js node compare-serverless.mjs FOLDER
//
// Left out of the comparison is what differs between two runs of osls itself: the digest of the package in a version's
// logical id and its CodeSha256, and the time of the run in the package's key and in the deployment's logical id.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { loadTemplate } from '../src/index.ts';

const [folder = '.'] = process.argv.slice(2);
const osls = process.env.OSLS ?? 'node_modules/osls/bin/serverless.js';
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) => /^serverless\.(?:ya?ml|json)$/.test(basename(it)));

let equal = 0;
let differ = 0;
for (const path of paths.sort()) {
  const project = dirname(join(folder, path));
  const theirs = packaged(project);
  const { template, diagnostics } = await loadTemplate(basename(path), {
    readFile: async (file) => readFileSync(join(project, file), 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: process.env,
    parameters: {},
    options: {},
  });
  const errors = diagnostics.filter((it) => it.severity === 'error').map((it) => it.message);
  const found =
    theirs === undefined
      ? errors.length > 0
        ? []
        : ['refused by osls']
      : [...errors, ...differences(comparable(theirs), comparable(template), '')];
  if (found.length === 0) equal += 1;
  else {
    differ += 1;
    console.log(`${relative(folder, join(folder, path))}\n${found.map((it) => `  ${it}`).join('\n')}`);
  }
}
console.log(`${equal} equal, ${differ} differ`);

/** What osls makes of the project; undefined when it refuses it. */
function packaged(project: string): unknown {
  const copy = mkdtempSync(join(tmpdir(), 'osls-'));
  try {
    cpSync(project, copy, { recursive: true });
    // A package must hold at least one file.
    mkdirSync(join(copy, 'src'), { recursive: true });
    writeFileSync(join(copy, 'src', 'handler.js'), '');
    const credentials = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
    spawnSync(process.execPath, [osls, 'package'], { cwd: copy, env: { ...process.env, ...credentials } });
    const written = join(copy, '.serverless', 'cloudformation-template-update-stack.json');
    return existsSync(written) ? JSON.parse(readFileSync(written, 'utf8')) : undefined;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function comparable(template: unknown): unknown {
  const text = JSON.stringify(template)
    .replace(/LambdaVersion[0-9A-Za-z]{36,44}(?=")/g, 'LambdaVersion')
    .replace(/ApiGatewayDeployment\d{13}/g, 'ApiGatewayDeployment')
    .replace(/"CodeSha256":"[^"]*",?/g, '')
    .replace(/,\}/g, '}')
    .replace(/\/\d{13}-[^/"]*Z\//g, '/');
  return JSON.parse(text);
}

function differences(theirs: unknown, ours: unknown, path: string): string[] {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return [];
  if (!isObject(theirs) || !isObject(ours)) return [`${path}: osls ${JSON.stringify(theirs)}, here ${JSON.stringify(ours)}`];
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...names].flatMap((name) => differences(theirs[name], ours[name], `${path}/${name}`));
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
