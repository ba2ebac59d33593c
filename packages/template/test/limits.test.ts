// Covers what CloudFormation and Lambda take at most. Source: "Understand CloudFormation quotas", AWS CloudFormation user guide;
// "Lambda quotas", AWS Lambda developer guide. What is too large to be read at all is in hostile-input.test.ts.
import { expect, test } from 'vitest';
import { loadTemplate, type Value } from '../src/index.ts';

const many = (count: number, entry: (index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`It${index}`, entry(index)]));
const topics = (count: number, Properties: Value = {}): Value => many(count, () => ({ Type: 'AWS::SNS::Topic', Properties }));
const variables = (letters: number): Value => ({
  F: {
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { LONG: 'x'.repeat(letters), REF: { Ref: 'AWS::Region' } } } },
  },
});
const exported = (name: Value): Value => ({ Value: 'x', Export: { Name: name } });

const cases: [what: string, template: { [section: string]: Value }, found: string[]][] = [
  ['500 resources', { Resources: topics(500) }, []],
  ['501 resources', { Resources: topics(501) }, ['error TEMPLATE_TOO_LARGE']],
  ['200 parameters', { Resources: topics(1), Parameters: many(200, () => ({ Type: 'String', Default: 'a' })) }, []],
  [
    '201 parameters',
    { Resources: topics(1), Parameters: many(201, () => ({ Type: 'String', Default: 'a' })) },
    ['error TEMPLATE_TOO_LARGE'],
  ],
  ['201 outputs', { Resources: topics(1), Outputs: many(201, () => ({ Value: 'a' })) }, ['error TEMPLATE_TOO_LARGE']],
  ['201 mappings', { Resources: topics(1), Mappings: many(201, () => ({ a: { b: 'c' } })) }, ['error TEMPLATE_TOO_LARGE']],
  ['more than goes into a request', { Resources: topics(6, { DisplayName: 'x'.repeat(10_000) }) }, ['warning TEMPLATE_TOO_LARGE']],
  ['more than a megabyte', { Resources: topics(100, { DisplayName: 'x'.repeat(10_000) }) }, ['warning TEMPLATE_TOO_LARGE']],
  ['4 KB of variables', { Resources: variables(4092) }, []],
  ['more than 4 KB of variables', { Resources: variables(4093) }, ['error INVALID_VALUE']],
  ['two exports', { Resources: topics(1), Outputs: { A: exported('a'), B: exported('b') } }, []],
  ['two exports of one name', { Resources: topics(1), Outputs: { A: exported('a'), B: exported('a') } }, ['error INVALID_VALUE']],
  [
    'two exports of one function',
    { Resources: topics(1), Outputs: { A: exported({ Ref: 'AWS::StackName' }), B: exported({ Ref: 'AWS::StackName' }) } },
    ['error INVALID_VALUE'],
  ],
];

test.each(cases)('%s', async (_, template, found) => {
  const options = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const { diagnostics } = await loadTemplate('template.json', { ...options, readFile: async () => JSON.stringify(template) });
  expect(diagnostics.map((it) => `${it.severity} ${it.code}`)).toEqual(found);
});
