import { placeOf } from '@gatewright/template';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import type { RestRoute } from '../compile-stage.ts';
import type { RestExchange } from '../rest-exchange.ts';

/** Refuses every caller of a method whose authorization we do not enforce: nobody passes a guard that is not there. */
export const authorize: Step<RestExchange, RestRoute> = {
  name: 'authorize',
  applies: ({ method }) => method.authorizationType !== 'NONE',
  run({ route }) {
    const message = `Authorization of type ${route.method.authorizationType} is not enforced here, so nobody is let through.`;
    throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null, { explanation: { message, at: placeOf(route.method.source) } });
  },
};
