import type { AnswerEvent } from './answer.ts';
import { createCheck } from './development.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { fromLoadBalancer, toLoadBalancer } from './load-balancer.ts';

// What few requests need. It is loaded when the first of them comes, so that no cold start pays for it.
export { testCall } from './test-call.ts';

/** Answers an event of a load balancer, or one in development. */
export async function answerOnDemand(
  answer: AnswerEvent,
  event: AnyEvent,
  context: LambdaContext | undefined,
  development: boolean,
): Promise<LambdaResult> {
  const check = createCheck();
  const isLoadBalancer = event.requestContext?.elb !== undefined;
  const result = await answer(isLoadBalancer ? fromLoadBalancer(event) : event, context, check.inspect);
  if (development) await check.finish();
  return isLoadBalancer ? toLoadBalancer(event, result) : result;
}
