import { clientOf } from '../lambda/aws-calls.ts';
import type { Rule } from '../rule.ts';

/** SDK v2 opens a new TLS connection for each call unless it is told to keep them. */
export const sdkKeepAliveOff: Rule = {
  name: 'SDK_KEEP_ALIVE_OFF',
  *check({ modules, functionsOf }) {
    for (const module of modules) {
      if (module.all('Identifier').some((it) => /^(httpOptions|keepAlive|AWS_NODEJS_CONNECTION_REUSE_ENABLED)$/.test(it.name))) continue;
      const functions = functionsOf(module);
      if (
        functions.length > 0 &&
        functions.every((it) => it.environment === undefined || it.environment.has('AWS_NODEJS_CONNECTION_REUSE_ENABLED'))
      )
        continue;
      const created = module.all('NewExpression').find((it) => clientOf(module, it)?.sdk === 'v2');
      if (!created) continue;
      yield {
        severity: 'warning',
        message: 'This client of aws-sdk v2 keeps no connection open: each call pays for a TLS handshake, wherever the client is made.',
        at: module.place(created),
        hint: "Set AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1' in the function's environment, or move to v3, which keeps connections by itself.",
      };
    }
  },
};
