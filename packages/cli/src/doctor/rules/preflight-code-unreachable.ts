import { eventPath } from '../lambda/events.ts';
import { textComparisonsOf } from '../lambda/paths.ts';
import type { Rule } from '../rule.ts';

/** Where the template has the gateway answer OPTIONS, the function never sees one. */
export const preflightCodeUnreachable: Rule = {
  name: 'PREFLIGHT_CODE_UNREACHABLE',
  *check({ modules, apisOf, functionsOf }) {
    for (const module of modules) {
      const apis = apisOf(module);
      const ids = functionsOf(module).map((it) => it.logicalId);
      const routes = apis.flatMap((api) => api.routes.filter((it) => ids.includes(it.functionId ?? '')).map((route) => ({ api, route })));
      const mocks = routes.map(({ api, route }) =>
        api.routes.find((it) => it.path === route.path && it.method === 'OPTIONS' && it.preflight),
      );
      const first = mocks[0];
      if (!first || mocks.includes(undefined) || routes.some(({ route }) => route.method === 'OPTIONS')) continue;
      for (const { node, text, subject } of textComparisonsOf(module)) {
        if (text !== 'OPTIONS' || !/^(httpMethod|requestContext\.http\.method)$/.test(eventPath(module, subject)?.join('.') ?? ''))
          continue;
        const origin = first.preflight?.get('access-control-allow-origin')?.at ?? first.at;
        yield {
          severity: 'warning',
          message: `The function never gets an OPTIONS request: the gateway answers preflight itself (${origin.file}:${origin.line}), with the headers written there and not these.`,
          at: module.place(node),
          hint: 'Remove this branch and keep the CORS settings in the template, or take them out of the template and keep the branch.',
        };
      }
    }
  },
};
