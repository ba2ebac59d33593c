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
const [rounds, calls, loads] = quick ? [21, 1000, 9] : [61, 2000, 25];
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
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

// One process per library, in which it and the bare handler take turns: what else the machine does meets both alike.
const times = {};
for (const name of names) {
  const files = name === 'bare' ? [bundles.bare.file] : [bundles.bare.file, bundles[name].file];
  const child = fork(join(here, 'child.mjs'), files);
  await once(child, 'message');
  child.send({ rounds, calls });
  const [answer] = await once(child, 'message');
  child.disconnect();
  if (answer.fault) throw new Error(answer.fault);
  times[name] = Object.fromEntries(
    Object.entries(answer.times).map(([line, [bare, own = bare]]) => [
      line,
      { us: median(own), over: median(own.map((it, round) => it - bare[round])), ratio: median(own.map((it, round) => it / bare[round])) },
    ]),
  );
}

// Cold load: a fresh process imports the bundle, as an execution environment does at init.
const load = (file) => {
  const code = `await import(${JSON.stringify(join(out, 'shared.mjs'))}); const t = process.hrtime.bigint(); await import(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code]));
};
const cold = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < loads; round++) for (const name of names) cold[name].push(load(bundles[name].file));

const rows = names.map((name) => {
  const sign = (value, digits = 2) => (name === 'bare' ? value.toFixed(digits) : `${value < 0 ? '' : '+'}${value.toFixed(digits)}`);
  const floor = (value) => (name === 'bare' ? 0 : value);
  return [
    name,
    ...Object.keys(cases).map((line) => {
      const { us, over, ratio } = times[name][line];
      return name === 'bare' ? us.toFixed(2) : `${sign(over)} (${ratio.toFixed(1)}×)`;
    }),
    sign(bundles[name].minified - floor(bundles.bare.minified), 0),
    sign(bundles[name].gzip - floor(bundles.bare.gzip), 0),
    sign(median(cold[name]) - floor(median(cold.bare))),
  ];
});
const titles = ['library', ...Object.keys(cases).map((it) => `${it}, µs`), 'bundle, B', 'gzip, B', 'cold load, ms'];
const table = [titles, titles.map((_, index) => (index ? '--:' : ':--')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
console.log(
  `Node ${process.version}, CPU time per call: bare absolute, the rest over bare, as the median of ${rounds} rounds of ${calls} calls in which both took turns in one process.\n`,
);
console.log(table);
