import type { ApiDefinition } from './answer.ts';
import { createCheck } from './check-reply.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';

// What tests and local runs need, and no deployed function: it is a module of its own, which is not bundled.
export { testCall as request } from './test-call.ts';

/** Answers an event on the developer's machine, and says what is wrong with the answer. */
export async function answer(definition: ApiDefinition, event: AnyEvent, context: LambdaContext | undefined): Promise<LambdaResult> {
  const check = createCheck(definition, false);
  const result = await definition.answer(event, context, check.take);
  await check.finish();
  return result;
}
