import { type Detail, refusal } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { Issue, Result, Schema } from './standard-schema.ts';

type Part = 'body' | 'headers' | 'params' | 'query';

export type Schemas = { readonly [P in Part]?: Schema };
/** Goes on with `next`, or gives the refusal. */
export type Validation = (request: ApiRequest, next: (request: ApiRequest) => unknown) => unknown;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place. The
 * refusal has one detail per issue, and no input value in any. Nothing is waited for unless a schema gives a promise.
 */
export function createValidation(schemas: Schemas): Validation {
  const parts = (['params', 'query', 'headers', 'body'] as const).filter((it) => schemas[it]);
  return (request, next) => {
    const details: Detail[] = [];
    const waiting: Promise<void>[] = [];
    for (const part of parts) {
      const { '~standard': schema } = schemas[part] as Schema;
      const value = part === 'query' ? queryInput(request) : request[part];
      const take = ({ issues, value: taken }: Result): void => {
        // Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose.
        const isEmpty = part === 'body' && value === undefined && (issues || schema.vendor === 'joi');
        // More details than this help nobody; a list of a million wrong items would have as many.
        const wrong = isEmpty ? [{ message: 'The body is empty' }] : issues?.slice(0, 50);
        if (wrong) details.push(...wrong.map((it) => detailOf(part, it, value)));
        else request[part] = taken;
      };
      const result = schema.validate(value);
      if (result instanceof Promise) waiting.push(result.then(take));
      else take(result);
    }
    const proceed = (): unknown => (details[0] ? refusal(400, 'Validation failed', { details }) : next(request));
    return waiting[0] ? Promise.all(waiting).then(proceed) : proceed();
  };
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
  const text = Object(value) === value ? '' : String(value ?? '');
  return { in: part, path: keys.join('.'), message: text.length > 3 && cut.includes(text) ? 'Invalid' : cut };
}
