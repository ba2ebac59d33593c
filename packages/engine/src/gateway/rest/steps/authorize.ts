import { placeOf } from '@gatewright/template';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import { authorizeByUserPool } from '../authorizers/cognito-authorizer.ts';
import { authorizeBySignature } from '../authorizers/iam-authorizer.ts';
import { authorizeByLambda } from '../authorizers/lambda-authorizer.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/** Asks the method's authorizer. A method without the authorizer it asks for refuses every caller: nobody passes a guard that is not there. */
export const authorize: Step<RestExchange, RestRoute> = {
  name: 'authorize',
  applies: ({ method }) => method.authorizationType !== 'NONE',
  async run(exchange) {
    const { method, api } = exchange.route;
    const authorizer = method.authorizerId === undefined ? undefined : api.authorizers.get(method.authorizerId);
    if (method.authorizationType === 'CUSTOM' && authorizer && authorizer.type !== 'COGNITO_USER_POOLS') {
      exchange.authorizer = await authorizeByLambda(exchange, authorizer);
      return;
    }
    if (method.authorizationType === 'COGNITO_USER_POOLS' && authorizer?.type === 'COGNITO_USER_POOLS') {
      exchange.authorizer = await authorizeByUserPool(exchange, authorizer);
      return;
    }
    if (method.authorizationType === 'AWS_IAM') {
      authorizeBySignature(exchange);
      return;
    }
    const message = `The method asks for ${method.authorizationType} and has no authorizer of that kind, so nobody is let through.`;
    throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null, { explanation: { message, at: placeOf(method.source) } });
  },
};
