// Covers what hostile schemas and bodies may cost, and references. The answers of validators are in test/gateway/guards.test.ts.
import { expect, test } from 'vitest';
import type { Model } from '../../services/apigateway/rest-api.ts';
import { modelSchemas } from './model-schemas.ts';

function faults(schemas: { readonly [name: string]: Model['schema'] }, name: string, body: string): Promise<readonly string[]> {
  const models = Object.entries(schemas).map(([key, schema]): [string, Model] => [
    key,
    { name: key, contentType: 'application/json', schema, declaredBy: undefined, source: {} },
  ]);
  return modelSchemas(new Map(models)).faultsOf(name, body);
}

const node = {
  type: 'object',
  properties: { next: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Node' }, value: { type: 'integer' } },
};
// Source: localstack's recordings of models that refer to each other, and to themselves.
test.each([
  [
    'a reference to a model',
    { A: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/B' }, B: { type: 'integer' } },
    'A',
    '1',
    true,
  ],
  [
    'a reference that fails',
    { A: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/B' }, B: { type: 'integer' } },
    'A',
    '"x"',
    false,
  ],
  ['a model that holds itself', { Node: node }, 'Node', '{"next":{"next":{"value":1}}}', true],
  ['and fails deep inside', { Node: node }, 'Node', '{"next":{"next":{"value":"x"}}}', false],
  [
    'models in a circle',
    { A: { properties: { b: { $ref: '#/definitions/B' } } }, B: { properties: { a: { $ref: '#/definitions/A' } } } },
    'A',
    '{"b":{"a":{"b":{}}}}',
    true,
  ],
  [
    'definitions of its own',
    { A: { definitions: { C: { type: 'string' } }, properties: { c: { $ref: '#/definitions/C' } } } },
    'A',
    '{"c":1}',
    false,
  ],
  ['oneOf', { A: { oneOf: [{ type: 'string' }, { type: 'integer' }] } }, 'A', 'true', false],
  ['draft 4: exclusiveMinimum is a flag', { A: { minimum: 1, exclusiveMinimum: true } }, 'A', '1', false],
])('%s', async (_name, schemas, name, body, isValid) => {
  const found = await faults(schemas, name, body);
  expect(found.length === 0).toBe(isValid);
});

test.each([
  ['a pattern that backtracks', { type: 'string', pattern: '^(a+)+$' }, JSON.stringify(`${'a'.repeat(40)}!`)],
  [
    'uniqueItems on a long list',
    { uniqueItems: true },
    JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, a: { b: [index] } }))),
  ],
  ['a body without bottom', {}, '['.repeat(50_000) + ']'.repeat(50_000)],
  ['a schema that is none', { type: 'nonsense' }, '{}'],
  ['a reference to nothing', { $ref: '#/definitions/None' }, '{}'],
])('%s ends soon, and refuses', async (_name, schema, body) => {
  const startedAt = performance.now();
  expect(await faults({ A: schema }, 'A', body)).toHaveLength(1);
  expect(performance.now() - startedAt).toBeLessThan(4000);
});
