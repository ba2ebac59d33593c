import type { Log } from './api.ts';
import type { CompiledRoute } from './compile-route.ts';
import { Reply } from './reply.ts';
import type { Responses } from './route.ts';
import type { Schema } from './standard-schema.ts';

/**
 * What is only worth checking on the developer's machine: that an answer fits the schema its route promises, and that a success
 * does not carry an error.
 *
 * @throws Error when the answer breaks its promise; in a test (`strict`) for an error in a success as well
 */
export async function checkAnswer({ key, source }: CompiledRoute, answer: unknown, strict: boolean, log: Log): Promise<void> {
  const { statusCode, body } = answer instanceof Reply ? answer : { statusCode: 200, body: answer };
  if (statusCode < 300 && typeof body === 'object' && body !== null && 'error' in body) {
    const message = `${key} answers ${statusCode} with a top-level "error". Clients and caches take that for a success: throw an ApiError instead.`;
    if (strict) throw new Error(message);
    log.warn(message);
  }
  const schema = schemaFor(source.options.response, statusCode);
  const result = await schema?.['~standard'].validate(body);
  if (result?.issues) {
    const issues = result.issues.map(
      (it) => `${it.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? ''}: ${it.message}`,
    );
    throw new Error(`The answer ${statusCode} of ${key} does not fit its response schema: ${issues.join('; ')}`);
  }
}

function schemaFor(responses: Responses | undefined, statusCode: number): Schema | undefined {
  if (!responses) return undefined;
  if ('~standard' in responses) return statusCode < 300 && statusCode !== 204 ? (responses as Schema) : undefined;
  return (responses as Record<number, Schema>)[statusCode];
}
