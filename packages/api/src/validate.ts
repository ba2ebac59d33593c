import { type Detail, ValidationError } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { RouteOptions } from './route.ts';
import type { Issue, Result } from './standard-schema.ts';

type Part = 'body' | 'headers' | 'params' | 'query';

/** More details than this help nobody; a list of a million wrong items would have as many. */
const maximumDetails = 50;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place.
 * Returns a promise only when a schema does.
 *
 * @throws ValidationError with one detail per issue, and no input value in any
 */
export function createValidation(schemas: RouteOptions): ((request: ApiRequest) => void | Promise<void>) | undefined {
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part]?.['~standard'];
    return schema ? [{ part, schema }] : [];
  });
  if (parts.length === 0) return undefined;
  return (request) => {
    const details: Detail[] = [];
    const waiting: Promise<void>[] = [];
    for (const { part, schema } of parts) {
      const value = part === 'query' ? queryInput(request) : request[part];
      const empty = part === 'body' && value === undefined;
      const take = ({ issues, value: valid }: Result): void => {
        // Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose.
        if (empty && (issues || schema.vendor === 'joi')) details.push({ in: part, path: '', message: 'The body is empty' });
        else if (issues) for (const it of issues.slice(0, maximumDetails)) details.push(detailOf(part, it, value));
        else request[part] = valid;
      };
      const result = schema.validate(value);
      if (result instanceof Promise) waiting.push(result.then(take));
      else take(result);
    }
    const finish = (): void => {
      if (details.length > 0) throw new ValidationError(undefined, details);
    };
    return waiting.length > 0 ? Promise.all(waiting).then(finish) : finish();
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

function detailOf(part: Part, { path = [], message }: Issue, value: unknown): Detail {
  const keys = path.map((it) => {
    const key = Object(it).key ?? it;
    value = Object(value)[key];
    return String(key);
  });
  return { in: part, path: keys.join('.'), message: withoutInput(message, value) };
}

/**
 * Some libraries quote the value they refuse (`was "secret"`, `received "secret"`, `with value "secret"`). It is cut off:
 * answers are logged, cached and shown, and what was typed into a password field must not be in them.
 */
function withoutInput(message: string, value: unknown): string {
  const cut = message
    .slice(0, 300)
    .replace(/ \(was .*|:?,?( but)? received (["'-]|\d).*/is, '')
    .replace(/ with value .*?($| (?=fails|matches))/s, ' ');
  const text = Object(value) === value ? '' : String(value);
  return text.length > 3 && value !== undefined && cut.includes(text) ? 'Invalid' : cut;
}
