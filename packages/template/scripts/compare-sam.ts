// Compiles every SAM template of a folder here and with AWS's own translator, and prints what differs in meaning.
//
//   npx esbuild packages/template/scripts/compare-sam.ts --bundle --platform=node --format=esm --conditions=source \
//     --banner:js="import{createRequire}from'module';const require=createRequire(import.meta.url);" --outfile=packages/template/scripts/compare-sam.mjs
//   node packages/template/scripts/compare-sam.mjs FOLDER [--verbose] [--region=cn-north-1] [--slowest]
//
// Templates that the translator refuses must have an error here, too. What only CloudFormation would refuse, such as a Ref to
// nothing, is no difference: the translator does not look at it. Hashes that the translator takes of its own Python
// text (deployment ids) are left out of the comparison.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { loadTemplate, type Template } from '../src/index.ts';

/** Mistakes in the compiled template, which the translator leaves to CloudFormation to find. */
const ofCloudFormation =
  /which is not in (this template|Conditions)\.$|^"\w+" has no Type\.$|, which SAM does not have\.$| in a circle| policy \w+\.$/;

interface Answer {
  readonly template?: Template;
  readonly errors?: readonly string[];
  readonly fault?: string;
  readonly milliseconds?: number;
}

const [folder = '.', ...flags] = process.argv.slice(2);
const verbose = flags.includes('--verbose');
const region = flags.find((it) => it.startsWith('--region='))?.slice('--region='.length) ?? 'us-east-1';
const translator = resolve(dirname(fileURLToPath(import.meta.url)), 'translate_sam.py');
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((it) => /\.(ya?ml|json|template)$/.test(it))
  .map((it) => resolve(join(folder, it)))
  .sort();
const { stdout, stderr } = spawnSync('python3', [translator], {
  env: { ...process.env, AWS_DEFAULT_REGION: region },
  input: paths.join('\n'),
  encoding: 'utf8',
  maxBuffer: 2 ** 30,
});
const answers: readonly Answer[] = stdout
  .trim()
  .split('\n')
  .map((it) => JSON.parse(it) as Answer);
if (answers.length !== paths.length) throw new Error(`The translator answered ${answers.length} of ${paths.length}: ${stderr}`);

let equal = 0;
let differ = 0;
let refused = 0;
let ours = 0;
let theirs = 0;
const times: [here: number, there: number, path: string][] = [];
for (const [index, path] of paths.entries()) {
  const answer = answers[index] ?? {};
  const text = readFileSync(path, 'utf8');
  const started = performance.now();
  const compiled = await loadTemplate('template.yaml', {
    readFile: async () => text,
    stage: undefined,
    region,
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const milliseconds = performance.now() - started;
  ours += milliseconds;
  times.push([milliseconds, answer.milliseconds ?? 0, path]);
  theirs += answer.milliseconds ?? 0;
  const errors = compiled.diagnostics.filter((it) => it.severity === 'error');
  const found = answer.template
    ? differences(normal(answer.template), normal(compiled.template), '')
    : errors.length > 0
      ? []
      : [`refused by the translator: ${answer.fault ?? answer.errors?.join(' ')}`];
  const own = errors.filter((it) => !ofCloudFormation.test(it.message));
  if (answer.template) found.push(...own.map((it) => `refused here: ${it.code} line ${it.at?.line}: ${it.message}`));
  if (found.length === 0 && !answer.template) refused += 1;
  else if (found.length === 0) equal += 1;
  else {
    differ += 1;
    console.log(
      `${path}\n${found
        .slice(0, verbose ? 200 : 6)
        .map((it) => `    ${it}`)
        .join('\n')}`,
    );
  }
}
console.log(
  `${equal} equal, ${refused} refused by both, ${differ} differ; ${Math.round(ours)} ms here, ${Math.round(theirs)} ms in the translator`,
);

if (flags.includes('--slowest')) {
  for (const [here, there, path] of times.toSorted(([left], [right]) => right - left).slice(0, 5))
    console.log(`${here.toFixed(1)} ms here, ${there.toFixed(1)} ms in the translator: ${path}`);
}

/** A template as plain data, hashes of deployments left out. */
function normal(template: Template | undefined): unknown {
  // The translator takes conditions in Fn::Or and the ids in DependsOn out of sets: their order differs from run to run.
  const text = JSON.stringify(template ?? {}, (name, value) =>
    (name === 'Fn::Or' || name === 'DependsOn') && Array.isArray(value)
      ? value.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
      : value,
  );
  return JSON.parse(text.replace(/(Deployment)[0-9a-f]{10}\b/g, '$1').replace(/(deployment id: )[0-9a-f]{40}/g, '$1'));
}

function differences(expected: unknown, actual: unknown, path: string): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  const both = [expected, actual];
  if (both.every((it) => typeof it === 'object' && it !== null) && both.every(Array.isArray) === both.some(Array.isArray)) {
    const left = expected as Record<string, unknown>;
    const right = actual as Record<string, unknown>;
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((it) => differences(left[it], right[it], `${path}/${it}`));
  }
  if (String(expected) === String(actual) && typeof expected !== 'object') return [];
  return [`${path}: ${short(expected)} expected, ${short(actual)} here`];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
