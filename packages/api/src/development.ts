import type { Inspect } from './answer.ts';
import type { CompiledRoute } from './compile-route.ts';
import type { Reply } from './reply.ts';
import type { Schema } from './standard-schema.ts';

/** Looks at what a route answers; `finish` rejects when it should not have. */
export function createCheck(): { readonly inspect: Inspect; readonly finish: () => Promise<void> } {
  let seen: readonly [CompiledRoute, Reply] | undefined;
  return {
    inspect: (route, reply) => {
      seen = [route, reply];
    },
    finish: async () => {
      if (seen) await checkReply(...seen);
    },
  };
}

/**
 * What is only worth checking in tests and on the developer's machine: that an answer fits the schema its route promises, and
 * that a success does not carry an error, which clients and caches would take for a success.
 *
 * @throws Error when it is not so
 */
async function checkReply({ key, source }: CompiledRoute, { statusCode, body }: Reply): Promise<void> {
  const ok = statusCode < 300 && statusCode !== 204;
  if (ok && Object.hasOwn(Object(body), 'error')) {
    throw new Error(
      `${key} answers ${statusCode} with a top-level "error". Throw an ApiError instead: clients and caches go by the status.`,
    );
  }
  const responses = source.options.response ?? {};
  const schema: Schema | undefined =
    '~standard' in responses ? (ok ? (responses as Schema) : undefined) : Reflect.get(responses, statusCode);
  const issues = (await schema?.['~standard'].validate(body))?.issues;
  if (issues) throw new Error(`The answer ${statusCode} of ${key} does not fit its response schema: ${JSON.stringify(issues)}`);
}
