import { ApiError, type Detail } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { Issue, Result, Schema } from './standard-schema.ts';

type Refusal = ApiError | undefined;
type Part = 'body' | 'headers' | 'params' | 'query';

export type Schemas = { readonly [P in Part]?: Schema };
export type Validation = (request: ApiRequest) => Refusal | Promise<Refusal>;

/** More details than this help nobody; a list of a million wrong items would have as many. */
const maximumDetails = 50;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place. The
 * answer is an error with one detail per issue, and no input value in any, or undefined; a promise of it only when a schema gives one.
 */
export function createValidation(schemas: Schemas): Validation | undefined {
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part];
    return schema ? [{ part, schema: schema['~standard'] }] : [];
  });
  if (!parts[0]) return undefined;
  return (request) => {
    const details: Detail[] = [];
    const waiting: Promise<void>[] = [];
    for (const { part, schema } of parts) {
      const value = part === 'query' ? queryInput(request) : request[part];
      const take = (result: Result): void => {
        if (!refused(details, part, schema, value, result)) request[part] = result.value;
      };
      const result = schema.validate(value);
      if (result instanceof Promise) waiting.push(result.then(take));
      else take(result);
    }
    const refusal = (): Refusal => (details[0] ? new ApiError(400, undefined, { details }, 'Validation failed') : undefined);
    return waiting[0] ? Promise.all(waiting).then(refusal) : refusal();
  };
}

function refused(details: Detail[], part: Part, { vendor }: Schema['~standard'], value: unknown, { issues }: Result): unknown {
  // Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose.
  const isEmpty = part === 'body' && value === undefined && (issues || vendor === 'joi');
  if (isEmpty) details.push({ in: part, path: '', message: 'The body is empty' });
  else for (const it of issues?.slice(0, maximumDetails) ?? []) details.push(detailOf(part, it, value));
  return isEmpty || issues;
}

/** What a schema for the query sees: text, or a list of texts when the parameter is repeated. */
function queryInput({ searchParams }: ApiRequest): unknown {
  return Object.fromEntries(
    Array.from(searchParams.keys(), (name) => {
      const values = searchParams.getAll(name);
      return [name, values[1] === undefined ? values[0] : values];
    }),
  );
}

/**
 * Some libraries quote the value they refuse (`was "secret"`, `received "secret"`, `with value "secret"`). It is cut off:
 * answers are logged, cached and shown, and what was typed into a password field must not be in them.
 */
function detailOf(part: Part, { path = [], message }: Issue, value: unknown): Detail {
  const keys = path.map((it) => {
    const key = Object(it).key ?? it;
    value = Object(value)[key];
    return String(key);
  });
  const cut = message.slice(0, 300).replace(/ \(was .*|:?,?( but)? received (["'-]|\d).*| with value .*?(?=$| fails| matches)/is, '');
  const text = Object(value) === value ? '' : `${String(value)}`;
  return { in: part, path: keys.join('.'), message: text.length > 3 && value !== undefined && cut.includes(text) ? 'Invalid' : cut };
}
