import { type Detail, ValidationError } from './errors.ts';
import type { ApiRequest } from './request.ts';
import type { RouteOptions } from './route.ts';
import type { Issue, Result } from './standard-schema.ts';

type Refusal = ValidationError | undefined;
type Part = 'body' | 'headers' | 'params' | 'query';

/** More details than this help nobody; a list of a million wrong items would have as many. */
const maximumDetails = 50;

/**
 * Checks the parts of a request that have a schema, all of them, and puts what the schemas made of them in their place. The
 * answer is an error with one detail per issue, and no input value in any, or undefined; a promise of it only when a schema gives one.
 */
export function createValidation(schemas: RouteOptions): ((request: ApiRequest) => Refusal | Promise<Refusal>) | undefined {
  const parts = (['params', 'query', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part]?.['~standard'];
    return schema ? [{ part, schema }] : [];
  });
  if (!parts[0]) return undefined;
  return (request) => {
    let details: Detail[] | undefined;
    let waiting: Promise<void>[] | undefined;
    for (const { part, schema } of parts) {
      const value = part === 'query' ? queryInput(request) : request[part];
      const take = (result: Result): void => {
        const wrong = detailsOf(part, schema.vendor, value, result);
        if (wrong) details = [...(details ?? []), ...wrong];
        else request[part] = result.value;
      };
      const result = schema.validate(value);
      if (result instanceof Promise) waiting = [...(waiting ?? []), result.then(take)];
      else take(result);
    }
    const refusal = (): Refusal => details && new ValidationError(undefined, details);
    return waiting ? Promise.all(waiting).then(refusal) : refusal();
  };
}

function detailsOf(part: Part, vendor: string, value: unknown, { issues }: Result): Detail[] | undefined {
  // Joi lets undefined through unless told otherwise; with every other library, a schema that does so says it on purpose.
  if (part === 'body' && value === undefined && (issues || vendor === 'joi')) return [{ in: part, path: '', message: 'The body is empty' }];
  return issues?.slice(0, maximumDetails).map((it) => detailOf(part, it, value));
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
