import type { Api } from './api.ts';
import { usualMaximumBytes } from './body.ts';
import type { CorsPolicy } from './cors.ts';
import type { Guards } from './route.ts';
import type { Schema } from './standard-schema.ts';

/** A JSON Schema, where the schema library offers one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface RouteDescription {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly description?: string;
  /** How a caller proves who they are; absent for a route that is open to all. */
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly throttle?: Guards['throttle'];
  readonly cache?: Guards['cache'];
  readonly maximumBodyBytes: number;
  readonly params?: JsonSchema;
  readonly query?: JsonSchema;
  readonly headers?: JsonSchema;
  readonly body?: JsonSchema;
  /** By status; `2xx` for a route with one schema for all of them. */
  readonly responses?: Readonly<Record<string, JsonSchema>>;
}

export interface ApiDescription {
  readonly cors?: CorsPolicy;
  readonly routes: readonly RouteDescription[];
}

/** What an API is, as plain data: enough to write the gateway's template, or an OpenAPI document, from it. */
export function introspect({ definition }: Api<unknown>): ApiDescription {
  const { options, routes } = definition;
  return {
    ...(options.cors && { cors: options.cors.policy }),
    routes: routes.map(({ key, method, path, guards, route }) => {
      const { auth, throttle, cache, maximumBodyBytes = usualMaximumBytes } = guards;
      const { description, params, query, headers, body, response } = route.options;
      const parts = Object.entries({ params, query, headers, body }).map(
        ([name, schema]) => [name, schema && jsonSchemaOf(schema, 'input')] as const,
      );
      const responses = Object.entries(!response ? {} : '~standard' in response ? { '2xx': response } : response);
      const described = responses.map(([status, schema]) => [status, jsonSchemaOf(schema as Schema, 'output') ?? {}] as const);
      return {
        key,
        method,
        path,
        maximumBodyBytes,
        ...(description !== undefined && { description }),
        ...(auth && { auth: auth.scheme ?? {} }),
        ...(throttle && { throttle }),
        ...(cache && { cache }),
        ...Object.fromEntries(parts.filter(([, schema]) => schema)),
        ...(described.length > 0 && { responses: Object.fromEntries(described) }),
      };
    }),
  };
}

/** @source https://standardschema.dev/json-schema: `~standard.jsonSchema`; arktype's own `toJsonSchema` */
function jsonSchemaOf(schema: Schema, side: 'input' | 'output'): JsonSchema | undefined {
  const standard: unknown = Reflect.get(schema['~standard'], 'jsonSchema');
  const convert: unknown = Reflect.get(Object(standard), side);
  const own: unknown = Reflect.get(schema, 'toJsonSchema');
  try {
    if (typeof convert === 'function') return convert.call(standard, { target: 'draft-07' });
    if (typeof own === 'function') return own.call(schema);
  } catch {
    // What JSON Schema can not say (a transformation, a date) has none.
  }
  return undefined;
}
