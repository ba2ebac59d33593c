import { isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { environmentName, textOf } from '../syntax/nodes.ts';

const hint =
  "Have the issuer sign with RS256 or ES256 and check against its public keys (JWKS): the gateway's JWT authorizer does, and so does jose.";

/** Whoever can check an HS256 token can make one. */
export const jwtSharedSecret: Rule = {
  name: 'JWT_SHARED_SECRET',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        const origin = module.originOf(call.callee);
        const key = call.arguments[1];
        if (origin?.source !== 'jsonwebtoken' || origin.imported !== 'verify' || !key) continue;
        const written = textOf(module.valueOf(key));
        if (written !== undefined && !written.includes('-----BEGIN')) {
          const message =
            'The secret that tokens are checked with is written into the code: everyone who can read the repository can make tokens.';
          yield { severity: 'error', message, at: module.place(key), hint };
          continue;
        }
        let name: string | undefined;
        isMadeOf(module, key, (part) => {
          name ??= environmentName(part);
          return name !== undefined;
        });
        if (!name || !/SECRET/i.test(name)) continue;
        yield {
          severity: 'note',
          message: `Tokens are checked with a secret shared through ${name}: everyone who can read it can also make tokens, and it can not be changed without a deploy.`,
          at: module.place(key),
          hint,
        };
      }
    }
  },
};
