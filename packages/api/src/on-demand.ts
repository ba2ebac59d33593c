import type { AnswerEvent, Answered } from './answer.ts';
import { checkReply } from './development.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { fromLoadBalancer, toLoadBalancer } from './load-balancer.ts';

// What few requests need. It is loaded when the first of them comes, so that no cold start pays for it.
export { testCall } from './test-call.ts';
export { fromWebResponse } from './web-response.ts';

/** Answers an event of a load balancer, or one in development. */
export async function answerOnDemand(
  answer: AnswerEvent,
  event: AnyEvent,
  context: LambdaContext | undefined,
  development: boolean,
): Promise<Answered> {
  const isLoadBalancer = event.requestContext?.elb !== undefined;
  const answered = await answer(isLoadBalancer ? fromLoadBalancer(event) : event, context);
  if (development) await checkReply(answered);
  return isLoadBalancer ? { ...answered, result: toLoadBalancer(event, answered.result) } : answered;
}
