// Compiles every serverless.yml under a folder here and with `osls package`, and prints what differs in meaning.
//
//   npx esbuild packages/template/scripts/compare-serverless.ts --bundle --platform=node --format=esm --conditions=source \
//     --banner:js="import{createRequire}from'module';const require=createRequire(import.meta.url);" --outfile=compare-serverless.mjs
//   OSLS=node_modules/osls/bin/serverless.js node compare-serverless.mjs FOLDER
//
// Left out of the comparison is what differs between two runs of osls itself: the digest of the package in a version's
// logical id and its CodeSha256, a layer's digest, and the time of the run in the package's key and in the deployment's logical id.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { loadTemplate } from '../src/index.ts';

const [folder = '.'] = process.argv.slice(2);
const osls = process.env.OSLS ?? 'node_modules/osls/bin/serverless.js';
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((it) => /^serverless\.(?:ya?ml|json)$/.test(basename(it)) && !it.includes('node_modules'))
  .sort();

const reports = new Map<string, readonly string[]>();
const refusals = new Map<string, readonly string[]>();
const waiting = [...paths];
async function work(): Promise<void> {
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) reports.set(path, await compare(path));
}
await Promise.all([work(), work(), work()]);
let differ = 0;
for (const path of paths) {
  const found = reports.get(path) ?? [];
  if (found.length === 0) continue;
  differ += 1;
  console.log(`${relative(folder, join(folder, path))}\n${found.map((it) => `  ${it}`).join('\n')}`);
}
for (const [path, said] of refusals) console.log(`${path}: refused by osls\n${said.map((it) => `  ${it}`).join('\n')}`);
console.log(`${paths.length - differ - refusals.size} equal, ${differ} differ, ${refusals.size} refused by osls`);

/** What differs; nothing when osls refuses the file. */
async function compare(path: string): Promise<readonly string[]> {
  const project = dirname(join(folder, path));
  const theirs = await packaged(project);
  const { template, diagnostics } = await loadTemplate(basename(path), {
    readFile: async (file) => readFileSync(join(project, file), 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: process.env,
    parameters: {},
    options: {},
  });
  // What is only not honoured on this machine is still in the template.
  const errors = diagnostics.filter((it) => it.severity === 'error' && !it.unsupported).map((it) => it.message);
  if (typeof theirs === 'string') {
    refusals.set(path, [`osls: ${theirs}`, ...errors.map((it) => `here: ${it}`)]);
    return [];
  }
  return [...errors, ...differences(comparable(theirs), comparable(template), '')];
}

/** What osls makes of the project; its own words when it refuses it. */
async function packaged(project: string): Promise<object | string> {
  const copy = mkdtempSync(join(tmpdir(), 'osls-'));
  try {
    cpSync(project, copy, { recursive: true });
    // A package must hold at least one file.
    mkdirSync(join(copy, 'src'), { recursive: true });
    writeFileSync(join(copy, 'src', 'handler.js'), '');
    const env = { ...process.env, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', NO_COLOR: '1' };
    const said = await promisify(execFile)(process.execPath, [osls, 'package'], { cwd: copy, env }).then(
      () => '',
      (error: { readonly stdout?: string }) => error.stdout ?? String(error),
    );
    const written = join(copy, '.serverless', 'cloudformation-template-update-stack.json');
    if (existsSync(written)) return JSON.parse(readFileSync(written, 'utf8'));
    return said
      .replace(/^.*Error:/s, '')
      .split('\n')
      .filter((it) => it.trim() !== '')
      .slice(0, 6)
      .join(' ');
  } finally {
    rmSync(copy, { recursive: true });
  }
}

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
  const read: unknown = JSON.parse(text);
  return sorted(read);
}

/** A policy's statements in one order: osls adds those of destinations as its files are read. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [name, sorted(held)]);
  const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return Object.fromEntries(entries.map(([name, held]) => [name, name === 'Statement' && Array.isArray(held) ? held.sort(byText) : held]));
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
