// The same users API on each library. `npm install && node run.mjs` here; `--quick` for a fast look; names of libraries for fewer.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { cases } from './cases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const every = ['bare', 'gatewright', 'middy', 'lambda-api', 'hono', 'powertools', 'fastify', 'express'];
const asked = process.argv.slice(2).filter((it) => every.includes(it));
const names = asked.length > 0 ? ['bare', ...asked] : every;
const quick = process.argv.includes('--quick');
const [rounds, calls, loads] = quick ? [7, 2000, 9] : [21, 4000, 25];
// The lower quartile: what else the machine does only ever adds.
const quartile = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 4)];
const out = join(here, 'node_modules/.bundles');
mkdirSync(out, { recursive: true });

// Bundled as a deployed function is. Zod and the store are the same for all: they stay outside, so that only the library is counted.
const bundles = {};
for (const name of names) {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'apps', `${name}.mjs`)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['zod', './shared.mjs', '@aws-sdk/*'],
    alias: { '@gatewright/api': join(here, '../../packages/api/src/index.ts') },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const file = join(out, `${name}.mjs`);
  writeFileSync(file, outputFiles[0].text);
  bundles[name] = { file, minified: outputFiles[0].text.length, gzip: gzipSync(outputFiles[0].text, { level: 9 }).length };
}
await build({
  entryPoints: [join(here, 'apps/shared.mjs')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: join(out, 'shared.mjs'),
  logLevel: 'error',
});

const children = {};
const ask = async (name, message) => {
  children[name].send(message);
  const [answer] = await once(children[name], 'message');
  if (answer.fault) throw new Error(answer.fault);
  return answer;
};
for (const name of names) {
  children[name] = fork(join(here, 'child.mjs'), [name, bundles[name].file, bundles.bare.file]);
  await once(children[name], 'message');
  await ask(name, { ask: 'check' });
}

const times = Object.fromEntries(names.map((name) => [name, Object.fromEntries(Object.keys(cases).map((line) => [line, []]))]));
for (let round = -1; round < rounds; round++) {
  for (const line of Object.keys(cases)) {
    for (const name of names) {
      const { us } = await ask(name, { line, calls: round < 0 ? calls * 5 : calls });
      // The first round warms up.
      if (round >= 0) times[name][line].push(us);
    }
  }
}
for (const child of Object.values(children)) child.disconnect();

// Cold load: a fresh process imports the bundle, as an execution environment does at init.
const load = (file) => {
  const code = `await import(${JSON.stringify(join(out, 'shared.mjs'))}); const t = process.hrtime.bigint(); await import(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code]));
};
const cold = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < loads; round++) for (const name of names) cold[name].push(load(bundles[name].file));

const rows = names.map((name) => {
  const over = (value, floor) => (name === 'bare' ? value : value - floor);
  const sign = (value, digits = 2) => (name === 'bare' ? value.toFixed(digits) : `${value < 0 ? '' : '+'}${value.toFixed(digits)}`);
  return [
    name,
    ...Object.keys(cases).map((line) => sign(over(quartile(times[name][line]), quartile(times.bare[line])))),
    sign(over(bundles[name].minified, bundles.bare.minified), 0),
    sign(over(bundles[name].gzip, bundles.bare.gzip), 0),
    sign(over(quartile(cold[name]), quartile(cold.bare))),
  ];
});
const titles = ['library', ...Object.keys(cases).map((it) => `${it}, µs`), 'bundle, B', 'gzip, B', 'cold load, ms'];
const table = [titles, titles.map((_, index) => (index ? '--:' : ':--')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
console.log(
  `Node ${process.version}, CPU time per call, lower quartile of ${rounds} interleaved rounds of ${calls} calls; bare absolute, the rest over bare.\n`,
);
console.log(table);
