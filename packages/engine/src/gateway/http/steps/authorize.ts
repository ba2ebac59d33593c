import type { Step } from '../../step.ts';
import { authorizeBySignature } from '../authorizers/iam-authorizer.ts';
import { authorizeByToken } from '../authorizers/jwt-authorizer.ts';
import { authorizeByLambda } from '../authorizers/lambda-authorizer.ts';
import type { HttpExchange } from '../http-exchange.ts';
import type { HttpRoute } from '../served-http-stage.ts';

/** Who may call the route. A route that asks for an authorizer it does not have lets nobody pass. */
export const authorize: Step<HttpExchange, HttpRoute> = {
  name: 'authorize',
  applies: ({ route }) => route.authorizationType !== 'NONE',
  async run(exchange) {
    const { route, authorizer } = exchange.route;
    if (route.authorizationType === 'AWS_IAM') exchange.authorizer = authorizeBySignature(exchange);
    else if (!authorizer) throw new Error(`the authorizer ${route.authorizerId} of ${route.routeKey} is not in the deployment`);
    else if (authorizer.authorizerType === 'JWT') exchange.authorizer = await authorizeByToken(exchange, authorizer);
    else exchange.authorizer = await authorizeByLambda(exchange, authorizer);
  },
};
