import { type Detail, ValidationError } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { Issue, Result, Schema } from './standard-schema.ts';

export interface RequestSchemas {
  readonly params?: Schema | undefined;
  readonly query?: Schema | undefined;
  readonly headers?: Schema | undefined;
  readonly body?: Schema | undefined;
}

type Part = keyof RequestSchemas;

/** More details than this help nobody; a list of a million wrong items would. */
const maximumDetails = 50;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place.
 * Returns a promise only when a schema does.
 *
 * @throws ValidationError with one detail per issue, and no input value in any
 */
export function createValidation(schemas: RequestSchemas): ((request: ApiRequest) => void | Promise<void>) | undefined {
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part];
    return schema ? [{ part, schema }] : [];
  });
  if (parts.length === 0) return undefined;
  return (request) => {
    let details: Detail[] | undefined;
    let waiting: Promise<void>[] | undefined;
    for (const { part, schema } of parts) {
      const value = part === 'query' ? queryInput(request) : request[part];
      const take = (result: Result<unknown>): void => {
        const issues = part === 'body' && value === undefined ? emptyBody(schema, result) : result.issues;
        if (issues) details = [...(details ?? []), ...issues.map((it) => detailOf(part, it, value))];
        else if (!result.issues) request[part] = result.value;
      };
      const result = schema['~standard'].validate(value);
      if (result instanceof Promise) waiting = [...(waiting ?? []), result.then(take)];
      else take(result);
    }
    const finish = (): void => {
      if (details) throw new ValidationError(undefined, details.slice(0, maximumDetails));
    };
    return waiting ? Promise.all(waiting).then(finish) : finish();
  };
}

/** Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose. */
function emptyBody(schema: Schema, result: Result<unknown>): readonly Issue[] | undefined {
  return result.issues || schema['~standard'].vendor === 'joi' ? [{ message: 'The body is empty' }] : undefined;
}

/** What a schema for the query sees: text, or a list of texts when the parameter is repeated. */
function queryInput(request: ApiRequest): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(request.multiValueQuery)) {
    if (name !== '__proto__') input[name] = values.length > 1 ? values : values[0];
  }
  return input;
}

function detailOf(part: Part, { path = [], message }: Issue, input: unknown): Detail {
  const keys = path.map((it) => (typeof it === 'object' ? it.key : it));
  let value = input;
  for (const key of keys) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return { in: part, path: keys.join('.'), message: withoutInput(message, value) };
}

/**
 * Some libraries quote the value they refuse (`was "secret"`, `received "secret"`, `with value "secret"`). It is cut off:
 * answers are logged, cached and shown, and what was typed into a password field must not be in them.
 */
function withoutInput(message: string, value: unknown): string {
  const cut = message
    .slice(0, 500)
    .replace(/ \(was [\s\S]*|:?,?( but)? received (["'-]|\d)[\s\S]*/i, '')
    .replace(/ with value [\s\S]*?($| (?=fails|matches))/, ' ');
  if (typeof value !== 'string' && typeof value !== 'number') return cut;
  const quoted = String(value);
  return quoted.length > 3 && cut.includes(quoted) ? 'Invalid value' : cut;
}
