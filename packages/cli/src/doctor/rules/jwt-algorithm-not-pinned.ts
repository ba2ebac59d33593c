import type { Rule } from '../rule.ts';
import { hasSpread, propertyOf } from '../syntax/nodes.ts';

/** jsonwebtoken's verify takes whatever algorithm fits the key, any issuer, and a token that never expires. */
export const jwtAlgorithmNotPinned: Rule = {
  name: 'JWT_ALGORITHM_NOT_PINNED',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        const origin = module.originOf(call.callee);
        if (origin?.source !== 'jsonwebtoken' || origin.imported !== 'verify') continue;
        const given = call.arguments[2];
        const options = given && module.valueOf(given);
        // Options from a call or a parameter may hold anything.
        if (options && options.type !== 'ObjectExpression' && !options.type.endsWith('FunctionExpression')) continue;
        if (hasSpread(options) || propertyOf(options, 'algorithms')) continue;
        const missing = ['issuer', 'audience', 'maxAge'].filter((it) => !propertyOf(options, it));
        yield {
          severity: 'error',
          message: `verify is not told which algorithm to take: every one that fits the key passes, HS512 as well as HS256${missing.length > 0 ? `; without ${missing.join(', ')} so does a token of another service, or one that never expires` : ''}.`,
          at: module.place(call),
          hint: "Pass { algorithms: ['HS256'], issuer: '...', audience: '...', maxAge: '1h' }, or let a JWT authorizer of the gateway check it.",
        };
      }
    }
  },
};
