import type { Step } from '../../step.ts';
import { deniedByResourcePolicy, judgeResourcePolicy } from '../authorizers/resource-policy.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/**
 * Holds a request against the API's resource policy before anybody knows who calls. Without authorization it must allow; before a Lambda
 * authorizer it must not deny, and the authorizer's policy is weighed with it afterwards. Signed requests and those of user pools are
 * judged once their caller is known.
 *
 * @source "How API Gateway resource policies affect authorization workflow"
 */
export const checkResourcePolicy: Step<RestExchange, RestRoute> = {
  name: 'checkResourcePolicy',
  applies: ({ api, method }) => api.policy !== undefined && ['NONE', 'CUSTOM'].includes(method.authorizationType),
  run(exchange) {
    const outcome = judgeResourcePolicy(exchange);
    if (!outcome || outcome.decision === 'allow') return;
    const isLast = exchange.route.method.authorizationType === 'NONE';
    if (isLast || outcome.decision === 'deny') throw deniedByResourcePolicy(outcome, exchange);
  },
};
