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

// Source: public reports of `$context.error.validationErrorString`, and the message table of the validator whose words they are.
test.each([
  [{ required: ['b', 'a', 'c'] }, '{"c":1}', 'object has missing required properties (["a","b"])'],
  [{ type: 'number' }, '"x"', 'instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])'],
  [{ type: ['string', 'null'] }, '1.5', 'instance type (number) does not match any allowed primitive type (allowed: ["null","string"])'],
  [{ enum: ['a', 1] }, '"x"', 'instance value ("x") not found in enum (possible values: ["a",1])'],
  [
    { properties: { a: {} }, additionalProperties: false },
    '{"z":1,"a":1,"x":1}',
    'object instance has properties which are not allowed by the schema: ["x","z"]',
  ],
  [{ minProperties: 2 }, '{"a":1}', 'object has too few properties (found 1 but schema requires at least 2)'],
  [{ maxProperties: 0 }, '{"a":1}', 'object has too many properties (found 1 but schema requires at most 0)'],
  [
    { dependencies: { a: ['c', 'b'] } },
    '{"a":1,"b":1}',
    'property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["c"])',
  ],
  [{ minItems: 1 }, '[]', 'array is too short: must have at least 1 elements but instance has 0 elements'],
  [{ maxItems: 1 }, '[1,2]', 'array is too long: must have at most 1 elements but instance has 2 elements'],
  [{ items: [{}], additionalItems: false }, '[1,2]', 'schema only allows 1 elements in array but instance has 2 elements'],
  [{ uniqueItems: true }, '[1,1]', 'array must not contain duplicate elements'],
  [{ minLength: 3 }, '"a\ud83d\ude00"', 'string "a\u{1f600}" is too short (length: 2, required minimum: 3)'],
  [{ maxLength: 1 }, '"ab"', 'string "ab" is too long (length: 2, maximum allowed: 1)'],
  [{ pattern: '^a$' }, '"b"', 'ECMA 262 regex "^a$" does not match input string "b"'],
  [{ minimum: 1 }, '0', 'numeric instance is lower than the required minimum (minimum: 1, found: 0)'],
  [{ minimum: 1, exclusiveMinimum: true }, '1', 'numeric instance is not strictly greater than the required minimum 1'],
  [{ maximum: 500 }, '600', 'numeric instance is greater than the required maximum (maximum: 500, found: 600)'],
  [{ maximum: 5, exclusiveMaximum: true }, '5', 'numeric instance is not strictly lower than the required maximum 5'],
  [{ multipleOf: 2 }, '3', 'remainder of division is not zero (3 / 2)'],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'true', 'instance failed to match at least one required schema among 2'],
  [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'true', 'instance failed to match exactly one schema (matched 0 out of 2)'],
  [{ oneOf: [{}, { type: 'integer' }] }, '1', 'instance failed to match exactly one schema (matched 2 out of 2)'],
  [{ not: {} }, '1', 'instance matched a schema which it should not have'],
  [
    { properties: { a: { $ref: '#/definitions/B' } } },
    '{"a":"x"}',
    'instance type (string) does not match any allowed primitive type (allowed: ["boolean"])',
  ],
  [{}, '{', 'Unknown error parsing request body'],
])('%o refuses %s in the words of AWS', async (schema, body, fault) => {
  expect(await faults({ A: schema, B: { type: 'boolean' } }, 'A', body)).toEqual([fault]);
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

test('a text of the body that is long is not told whole', async () => {
  const [fault = ''] = await faults({ A: { maxLength: 1 } }, 'A', JSON.stringify('a'.repeat(1_000_000)));
  expect(fault.length).toBeLessThan(1200);
});
