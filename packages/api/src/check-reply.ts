import type { ApiDefinition, Take } from './answer.ts';
import type { CompiledRoute } from './compile-route.ts';
import { collect, type Reply } from './reply.ts';
import type { Schema } from './standard-schema.ts';

/** Looks at what a route answers; `finish` rejects when it should not have. */
export function createCheck(
  { options: { log = console, strict }, routes }: ApiDefinition,
  strictByDefault: boolean,
): { readonly take: Take; readonly finish: () => Promise<void> } {
  let seen: readonly [CompiledRoute, Reply] | undefined;
  return {
    take: (reply, route) => {
      const known = routes.find((it) => it.key === route);
      if (known) seen = [known, reply];
      return collect(reply);
    },
    finish: async () => {
      if (!seen) return;
      const complaint = errorInSuccess(...seen);
      if (complaint && (strict ?? strictByDefault)) throw new Error(complaint);
      if (complaint) log.warn(complaint);
      await checkSchema(...seen);
    },
  };
}

const isSuccess = ({ statusCode }: Reply): boolean => statusCode < 300 && statusCode !== 204;

/** A success that carries an error is one to clients, caches and alarms. */
function errorInSuccess({ key }: CompiledRoute, reply: Reply): string {
  const body = dataOf(reply);
  // `error: null` beside data is how some say that there is none.
  if (!isSuccess(reply) || !Object.hasOwn(Object(body), 'error') || !Reflect.get(Object(body), 'error')) return '';
  return `${key} answers ${reply.statusCode} with a top-level "error". Throw an ApiError instead: clients and caches go by the status.`;
}

/** @throws Error when an answer does not fit the schema its route promises */
async function checkSchema({ key, route }: CompiledRoute, reply: Reply): Promise<void> {
  const responses = route.options.response ?? {};
  const schema: Schema | undefined =
    '~standard' in responses ? (isSuccess(reply) ? (responses as Schema) : undefined) : Reflect.get(responses, reply.statusCode);
  const issues = (await schema?.['~standard'].validate(dataOf(reply)))?.issues;
  if (issues) throw new Error(`The answer ${reply.statusCode} of ${key} does not fit its response schema: ${JSON.stringify(issues)}`);
}

/** What a client will read: a web Response's JSON is text by now. */
function dataOf({ body, contentType }: Reply): unknown {
  return typeof body === 'string' && /json/.test(contentType ?? '') ? JSON.parse(body) : body;
}
