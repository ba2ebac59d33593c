// Plain words that YAML 1.1 (CloudFormation) and YAML 1.2 (serverless) read differently. Source: "CloudFormation template
// formats", AWS CloudFormation user guide; https://yaml.org/type/bool.html and int.html.
import { expect, test } from 'vitest';
import { loadTemplate, type Value } from '../src/index.ts';
import { parseSource } from '../src/source.ts';

const cases: [yaml: string, inTemplates: Value, inServerless: Value][] = [
  ['yes', true, 'yes'],
  ['On', true, 'On'],
  ['NO', false, 'NO'],
  ['off', false, 'off'],
  ['true', true, true],
  ["'yes'", 'yes', 'yes'],
  ['y', 'y', 'y'],
  ['012345678901', '012345678901', 12345678901],
  ['0755', 493, 755],
  ['0', 0, 0],
  ['10', 10, 10],
  ['2.0', 2, 2],
  ['0.5', 0.5, 0.5],
  ['3.0.1', '3.0.1', '3.0.1'],
  ['2012-10-17', '2012-10-17', '2012-10-17'],
  ['null', null, null],
];

test.each(cases)('%s', async (yaml, inTemplates, inServerless) => {
  expect(parseSource('f', `value: ${yaml}`, 'YAML 1.1').root).toEqual({ value: inTemplates });
  expect(parseSource('f', `value: ${yaml}`, 'YAML 1.2').root).toEqual({ value: inServerless });
  const options = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const source = `Resources: { T: { Type: 'AWS::SNS::Topic', Properties: { Value: ${yaml} } } }`;
  const { template } = await loadTemplate('template.yaml', { ...options, readFile: async () => source });
  expect(template?.Resources.T?.Properties?.Value).toEqual(inTemplates);
});
