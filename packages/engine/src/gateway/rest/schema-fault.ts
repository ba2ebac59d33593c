import type { ErrorObject } from 'ajv-draft-04';

/** What a fault tells: the values the validator compared, with the schema around them. */
interface Fault {
  readonly params: { readonly [name: string]: unknown };
  readonly schema: unknown;
  readonly parent: { readonly [keyword: string]: unknown };
  readonly data: unknown;
}

/** A body may hold megabytes in one string, and the log shows it. */
const longestText = 1000;

/**
 * What API Gateway says of a body that its model refuses.
 * @source public reports of `$context.error.validationErrorString`, which speak as the Java library "json-schema-validator" does; the rest
 * of the words are its message table
 */
const words: { readonly [keyword: string]: (fault: Fault) => string } = {
  type: ({ schema, data }) =>
    `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${json(allowedTypes(schema))})`,
  enum: ({ schema, data }) => `instance value (${json(data)}) not found in enum (possible values: ${json(schema)})`,
  required: ({ schema, data }) => `object has missing required properties (${json(missingFrom(schema, data))})`,
  additionalProperties: ({ params, parent, data }) =>
    `object instance has properties which are not allowed by the schema: ${json(unwantedIn(data, parent, params.additionalProperty))}`,
  minProperties: ({ schema, data }) => `object has too few properties (found ${sizeOf(data)} but schema requires at least ${json(schema)})`,
  maxProperties: ({ schema, data }) => `object has too many properties (found ${sizeOf(data)} but schema requires at most ${json(schema)})`,
  dependencies: ({ params, schema, data }) => {
    const property = String(params.property);
    const required = typeof schema === 'object' && schema !== null ? Reflect.get(schema, property) : [];
    const missing = json(missingFrom(required, data));
    return `property ${json(property)} of object has missing property dependencies (schema requires ${json(sorted(required))}; missing: ${missing})`;
  },
  minItems: ({ schema, data }) =>
    `array is too short: must have at least ${json(schema)} elements but instance has ${sizeOf(data)} elements`,
  maxItems: ({ schema, data }) => `array is too long: must have at most ${json(schema)} elements but instance has ${sizeOf(data)} elements`,
  additionalItems: ({ params, data }) =>
    `schema only allows ${json(params.limit)} elements in array but instance has ${sizeOf(data)} elements`,
  uniqueItems: () => 'array must not contain duplicate elements',
  minLength: ({ schema, data }) => `string ${json(data)} is too short (length: ${sizeOf(data)}, required minimum: ${json(schema)})`,
  maxLength: ({ schema, data }) => `string ${json(data)} is too long (length: ${sizeOf(data)}, maximum allowed: ${json(schema)})`,
  pattern: ({ schema, data }) => `ECMA 262 regex "${String(schema)}" does not match input string ${json(data)}`,
  minimum: ({ schema, parent, data }) =>
    parent.exclusiveMinimum === true && data === schema
      ? `numeric instance is not strictly greater than the required minimum ${json(schema)}`
      : `numeric instance is lower than the required minimum (minimum: ${json(schema)}, found: ${json(data)})`,
  maximum: ({ schema, parent, data }) =>
    parent.exclusiveMaximum === true && data === schema
      ? `numeric instance is not strictly lower than the required maximum ${json(schema)}`
      : `numeric instance is greater than the required maximum (maximum: ${json(schema)}, found: ${json(data)})`,
  multipleOf: ({ schema, data }) => `remainder of division is not zero (${json(data)} / ${json(schema)})`,
  anyOf: ({ parent }) => `instance failed to match at least one required schema among ${sizeOf(parent.anyOf)}`,
  oneOf: ({ params, parent }) =>
    `instance failed to match exactly one schema (matched ${sizeOf(params.passingSchemas)} out of ${sizeOf(parent.oneOf)})`,
  not: () => 'instance matched a schema which it should not have',
};

/** The words for what the validator found last: it tells of the members of `anyOf` before it tells of `anyOf`. */
export function schemaFault(errors: readonly ErrorObject[]): string {
  const error = errors.at(-1);
  if (!error) return 'the body does not fit';
  const { keyword, params, message, schema, parentSchema, data } = error;
  const parent = parentSchema ?? {};
  return words[keyword]?.({ params, schema: parent[keyword] ?? schema, parent, data }) ?? message ?? keyword;
}

function json(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > longestText ? `${text.slice(0, longestText)}...` : text;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** A number may be an integer too, and the words name both. */
function allowedTypes(schema: unknown): readonly string[] {
  const types = [schema].flat().map(String);
  return sorted(types.includes('number') ? [...new Set([...types, 'integer'])] : types);
}

function sorted(names: unknown): readonly string[] {
  return Array.isArray(names) ? names.map(String).sort() : [];
}

function namesIn(data: unknown): readonly string[] {
  return typeof data === 'object' && data !== null ? Object.keys(data) : [];
}

function missingFrom(required: unknown, data: unknown): readonly string[] {
  const present = new Set(namesIn(data));
  return sorted(required).filter((name) => !present.has(name));
}

/** Names that patterns may allow are left to the validator, which has found one that none allows. */
function unwantedIn(data: unknown, parent: Fault['parent'], found: unknown): readonly string[] {
  if (parent.patternProperties !== undefined) return [String(found)];
  const declared = new Set(namesIn(parent.properties));
  return sorted(namesIn(data).filter((name) => !declared.has(name)));
}

/** How many characters, elements or members there are. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : namesIn(value).length;
}
