import { type Detail, refusal } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { Issue, Result, Schema } from './standard-schema.ts';

type Part = 'body' | 'headers' | 'params' | 'query';

export type Schemas = { readonly [P in Part]?: Schema };
/** Goes on with `next`, or gives the refusal. */
export type Validation = (request: ApiRequest, next: (request: ApiRequest) => unknown) => unknown;

/** More details than this help nobody; a list of a million wrong items would have as many. */
const maximumDetails = 50;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place. The
 * refusal has one detail per issue, and no input value in any. Nothing is waited for unless a schema gives a promise.
 */
export function createValidation(schemas: Schemas): Validation | undefined {
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part];
    return schema ? [{ part, schema: schema['~standard'] }] : [];
  });
  if (!parts[0]) return undefined;
  return (request, next) => {
    const details: Detail[] = [];
    let waiting: Promise<void> | undefined;
    for (const { part, schema } of parts) {
      const value = part === 'query' ? queryInput(request) : request[part];
      const result = schema.validate(value);
      if (result instanceof Promise) {
        const taken = result.then((it) => take(request, details, part, schema, value, it));
        waiting = waiting ? waiting.then(() => taken) : taken;
      } else take(request, details, part, schema, value, result);
    }
    const proceed = (): unknown => (details[0] ? refusal(400, 'VALIDATION_FAILED', 'Validation failed', details) : next(request));
    return waiting ? waiting.then(proceed) : proceed();
  };
}

function take(
  request: ApiRequest,
  details: Detail[],
  part: Part,
  { vendor }: Schema['~standard'],
  value: unknown,
  { issues, value: taken }: Result,
): void {
  // Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose.
  const isEmpty = part === 'body' && value === undefined && (issues || vendor === 'joi');
  if (isEmpty) details.push({ in: part, path: '', message: 'The body is empty' });
  else if (!issues) request[part] = taken;
  else for (const it of issues.slice(0, maximumDetails)) details.push(detailOf(part, it, value));
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
