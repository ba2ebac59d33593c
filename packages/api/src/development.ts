import type { AnswerEvent } from './answer.ts';
import { createCheck } from './check-reply.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import type { ApiOptions } from './options.ts';

// What tests and local runs need, and no deployed function: it is a module of its own, which is not bundled.
export { testCall } from './test-call.ts';

/** Answers an event on the developer's machine, and says what is wrong with the answer. */
export async function answerInDevelopment(
  options: ApiOptions,
  answer: AnswerEvent,
  event: AnyEvent,
  context: LambdaContext | undefined,
): Promise<LambdaResult> {
  const check = createCheck(options, false);
  const result = await answer(event, context, check.inspect);
  await check.finish();
  return result;
}
