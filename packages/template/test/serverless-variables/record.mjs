// Records what the Serverless Framework's own resolver answers to cases.json: `node record.mjs <folder of osls>`.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const variables = `${process.argv[2]}/lib/configuration/variables`;
const require = createRequire(import.meta.url);
const resolveMeta = require(`${variables}/resolve-meta`);
const resolve = require(`${variables}/resolve`);
const sources = Object.fromEntries(
  Object.entries({ env: 'env', file: 'file', opt: 'opt', self: 'self', strToBool: 'str-to-bool' }).map(([type, file]) => [
    type,
    require(`${variables}/sources/${file}`),
  ]),
);
sources.sls = require(`${variables}/sources/instance-dependent/get-sls`)();
process.env.GATEWRIGHT_TEST = 'from the environment';

const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
const recorded = [];
for (const { name, custom } of cases) {
  const configuration = JSON.parse(JSON.stringify({ service: 'x', provider: { name: 'aws' }, custom }));
  const variablesMeta = resolveMeta(configuration);
  const errors = () => [...new Set([...variablesMeta.values()].map((it) => it.error).filter(Boolean))].map((it) => it.message);
  // osls stops at the first syntax errors.
  if (errors().length === 0) {
    const serviceDir = new URL('.', import.meta.url).pathname;
    const options = { given: 'on the command line', variable: '${self:custom.base}' };
    await resolve({ serviceDir, configuration, variablesMeta, sources, options, fulfilledSources: new Set(Object.keys(sources)) });
  }
  recorded.push({ name, custom, ...(errors().length > 0 ? { errors: errors() } : { resolved: configuration.custom }) });
}
writeFileSync(new URL('cases.json', import.meta.url), `[\n${recorded.map((it) => JSON.stringify(it)).join(',\n')}\n]\n`);
