// Plain words that YAML 1.1 (CloudFormation) and YAML 1.2 (serverless) read differently. Source: "CloudFormation template
// formats", AWS CloudFormation user guide; https://yaml.org/type/bool.html and int.html.
import { expect, test } from 'vitest';
import { loadTemplate, type Value } from '../src/index.ts';
import { placeOfMember } from '../src/places.ts';
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

// AWS's readers, PyYAML and js-yaml take a flow that stands no further in than the block around it; YAML's specification does not.
const flows: [name: string, yaml: string, root: Value][] = [
  ['closed below its key', 'a:\n  b: [{\n    c: 1\n  }]\n  d: 2\n', { a: { b: [{ c: 1 }], d: 2 } }],
  ['closed at the margin', 'a:\n  b: {\n    "c": [1,\n2]\n}\n  d: !Ref X\n', { a: { b: { c: [1, 2] }, d: { Ref: 'X' } } }],
  ['as far left as its key throughout', 'a:\n  b: {\n  c: 1,\n  d: [\n  1,2\n  ]\n  }\n  e: 1\n', { a: { b: { c: 1, d: [1, 2] }, e: 1 } }],
  ['with Windows line endings', 'a:\r\n  b: [{\r\n    c: 1\r\n  }]\r\n', { a: { b: [{ c: 1 }] } }],
];

test.each(flows)('a flow %s', (_, yaml, root) => {
  expect(parseSource('f', yaml)).toEqual({ root, diagnostics: [] });
});

test('what follows on a line that was moved keeps its place', () => {
  const { root } = parseSource('f', 'a:\n  b: [{\n    c: 1\n  }, two]\n  d: 2\n');
  expect(root).toEqual({ a: { b: [{ c: 1 }, 'two'], d: 2 } });
  const { a } = root as { a: { b: Value[]; d: Value } };
  expect(placeOfMember(a.b, 1)).toEqual({ file: 'f', line: 4, column: 6, length: 3 });
  expect(placeOfMember(a, 'd')).toEqual({ file: 'f', line: 5, column: 6, length: 1 });
});

test.each(['a: [1, 2\nb: 3\n', 'a:\n  b: {\n    c: 1\n', 'a:\n  b: [{\n    c: 1\n  ]}\n', '{ "a": [1, 2\nb'])(
  'a flow that is never closed stays a mistake: %j',
  (yaml) => {
    const { diagnostics } = parseSource('f', yaml);
    expect(diagnostics[0]).toMatchObject({ code: 'SYNTAX_ERROR' });
  },
);

test('one unexpected token is told once, with the cure, and not every token after it', () => {
  const { diagnostics } = parseSource('f', 'a:\n  - { path: users/{id}, method: get, cors: true }\n');
  expect(diagnostics).toMatchObject([
    {
      code: 'SYNTAX_ERROR',
      message: 'Unexpected flow-map-start at node end.',
      at: { line: 2, column: 19 },
      hint: 'Put a text with braces in quotes: "users/{id}".',
    },
  ]);
});
