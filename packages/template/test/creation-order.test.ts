// Covers the order of creation and circular references. Source: "DependsOn attribute", AWS CloudFormation user guide.
import { expect, test } from 'vitest';
import { creationOrder, type Resource, type Value } from '../src/index.ts';

const resource = (properties: { [name: string]: Value } = {}, more: Partial<Resource> = {}): Resource => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
  ...more,
});

const cases: [name: string, resources: { [logicalId: string]: Resource }, batches: string[][], circles: number][] = [
  ['nothing', {}, [], 0],
  ['independent resources at once', { A: resource(), B: resource() }, [['A', 'B']], 0],
  ['Ref', { A: resource({ x: { Ref: 'B' } }), B: resource() }, [['B'], ['A']], 0],
  ['GetAtt', { A: resource({ x: { 'Fn::GetAtt': ['B', 'Arn'] } }), B: resource() }, [['B'], ['A']], 0],
  ['GetAtt in one text', { A: resource({ x: { 'Fn::GetAtt': 'B.Arn' } }), B: resource() }, [['B'], ['A']], 0],
  ['Sub', { A: resource({ x: { 'Fn::Sub': '${B}/${B.Arn}' } }), B: resource() }, [['B'], ['A']], 0],
  ['Sub with its own variable of that name', { A: resource({ x: { 'Fn::Sub': ['${B}', { B: 'x' }] } }), B: resource() }, [['A', 'B']], 0],
  ['Sub of a literal', { A: resource({ x: { 'Fn::Sub': '${!B}' } }), B: resource() }, [['A', 'B']], 0],
  ['DependsOn', { A: resource({}, { DependsOn: 'B' }), B: resource({}, { DependsOn: ['C'] }), C: resource() }, [['C'], ['B'], ['A']], 0],
  ['a parameter of no concern', { A: resource({ x: { Ref: 'Parameter' } }) }, [['A']], 0],
  ['an inactive resource left out', { A: resource({ x: { Ref: 'B' } }), B: resource({}, { Condition: 'No' }) }, [['A']], 0],
  ['a circle', { A: resource({ x: { Ref: 'B' } }), B: resource({ x: { Ref: 'A' } }), C: resource() }, [['C']], 1],
  ['itself', { A: resource({ x: { Ref: 'A' } }) }, [], 1],
  ['two circles', { A: resource({}, { DependsOn: 'A' }), B: resource({}, { DependsOn: 'B' }) }, [], 2],
];

test.each(cases)('%s', (_, Resources, batches, circles) => {
  const order = creationOrder({ Resources }, () => false);
  expect(order.batches).toEqual(batches);
  expect(order.diagnostics.map((it) => it.code)).toEqual(Array(circles).fill('CIRCULAR_REFERENCE'));
});
