// Covers which values samconfig.toml and --parameter-overrides give the template's parameters. Sources: "AWS SAM CLI configuration
// file" and "sam deploy", AWS SAM developer guide. What a parameter makes of its value is in template/test/create-scope.test.ts.
import { expect, test } from 'vitest';
import { overridesIn } from '../src/parameter-overrides.ts';
import { readSamConfig } from '../src/samconfig.ts';

const texts: [text: string, pairs: { [name: string]: string }][] = [
  ['A=1', { A: '1' }],
  ['A=1 B=2', { A: '1', B: '2' }],
  ['A="two words" B=2', { A: 'two words', B: '2' }],
  ['A="said \\"so\\""', { A: 'said "so"' }],
  ["A='two words' B=2", { A: 'two words', B: '2' }],
  ['A=two words B=2', { A: 'two words', B: '2' }],
  ['"A"="1"', { A: '1' }],
  ['A= B=2', { A: '', B: '2' }],
  ['A="x B=2" C=3', { A: 'x B=2', C: '3' }],
  ['A=http://x/?q=1', { A: 'http://x/?q=1' }],
  ["A=it's B=isn't", { A: "it's", B: "isn't" }],
  ['ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue="2 3"', { A: '1', B: '2 3' }],
  ['A=a,b,c', { A: 'a,b,c' }],
  ['nothing', {}],
  ['nothing A=1', {}],
];

test.each(texts)('%s', (text, pairs) => {
  expect(Object.fromEntries(overridesIn(text))).toEqual(pairs);
});

const config = `
version = 0.1
[default.global.parameters]
stack_name = "users"
region = "eu-west-1"
[default.deploy.parameters]
parameter_overrides = 'Stage="dev" Size=1'
[prod.global.parameters]
stack_name = "users-prod"
[prod.deploy.parameters]
parameter_overrides = ["Stage=prod", "Size=2"]
[local.deploy.parameters]
parameter_overrides = "Stage=dev"
stack_name = "deployed"
[local.local_start_api.parameters.parameter_overrides]
Stage = "local"
Size = 3
`;

type Environment = { named?: string; stage?: string };
const environments: [what: string, environment: Environment, expected: object][] = [
  ['is default', {}, { stackName: 'users', region: 'eu-west-1', parameters: { Stage: 'dev', Size: '1' } }],
  ['is the one named', { named: 'prod' }, { stackName: 'users-prod', region: undefined, parameters: { Stage: 'prod', Size: '2' } }],
  ["is the stage's", { stage: 'prod' }, { stackName: 'users-prod', parameters: { Stage: 'prod', Size: '2' } }],
  ['is default for a stage it does not have', { stage: 'other' }, { stackName: 'users' }],
  ['is the one named before the stage', { named: 'default', stage: 'prod' }, { stackName: 'users' }],
  ['prefers what starts an API on this machine', { named: 'local' }, { stackName: 'deployed', parameters: { Stage: 'local', Size: '3' } }],
];

test.each(environments)('the environment %s', (_, { named, stage }, expected) => {
  const answer = readSamConfig('samconfig.toml', config, { named, stage });
  expect(answer).toMatchObject(expected);
  expect(answer.diagnostics).toEqual([]);
});

const mistakes: [text: string, environment: Environment, code: string, line: number][] = [
  ['version = 0.1\n[default\n', {}, 'SYNTAX_ERROR', 2],
  ['[default.deploy.parameters]\na = 1\na = 2\n', {}, 'SYNTAX_ERROR', 3],
  ['version = 0.1\n', { named: 'prod' }, 'UNRESOLVED_REF', 1],
];

test.each(mistakes)('%j with %j is %s', (text, { named, stage }, code, line) => {
  expect(readSamConfig('samconfig.toml', text, { named, stage })).toMatchObject({
    parameters: {},
    diagnostics: [{ code, at: { file: 'samconfig.toml', line } }],
  });
});

test.each(['', 'version = 0.1', 'default = 1', '[default]', '[default.deploy]\nparameters = 3'])('%j says nothing', (text) => {
  expect(readSamConfig('samconfig.toml', text, { named: undefined, stage: undefined })).toEqual({
    stackName: undefined,
    region: undefined,
    parameters: {},
    diagnostics: [],
  });
});

test('samconfig.yaml says the same', () => {
  const yaml = `
version: 0.1
default:
  deploy:
    parameters:
      stack_name: words
      region: eu-west-1
      parameter_overrides: [Stage=prod, 'Size=very large']
  global: { parameters: { region: eu-central-1 } }
`;
  expect(readSamConfig('samconfig.yaml', yaml, { named: undefined, stage: undefined })).toEqual({
    stackName: 'words',
    region: 'eu-west-1',
    parameters: { Stage: 'prod', Size: 'very large' },
    diagnostics: [],
  });
  const [wrong] = readSamConfig('samconfig.yaml', 'a: [', { named: undefined, stage: undefined }).diagnostics;
  expect([wrong?.code, wrong?.at?.file]).toEqual(['SYNTAX_ERROR', 'samconfig.yaml']);
});
