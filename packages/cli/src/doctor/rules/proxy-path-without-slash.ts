import { eventPath, isMadeOf } from '../lambda/events.ts';
import { fixedTexts, textComparisonsOf } from '../lambda/paths.ts';
import type { Rule } from '../rule.ts';

/** `pathParameters.proxy` of `/users` is `users`: API Gateway leaves the slash out. */
export const proxyPathWithoutSlash: Rule = {
  name: 'PROXY_PATH_WITHOUT_SLASH',
  *check({ modules, apisOf }) {
    for (const module of modules) {
      const greedy = new Set([
        'proxy',
        ...apisOf(module).flatMap((api) => api.routes.flatMap((it) => it.path.match(/\{(\w+)\+\}/)?.[1] ?? [])),
      ]);
      const readsGreedy = (path: readonly string[] | undefined): boolean =>
        path?.length === 2 && path[0] === 'pathParameters' && greedy.has(path[1] ?? '');
      const seen = new Set<unknown>();
      for (const { node, text, subject, within } of textComparisonsOf(module)) {
        if (seen.has(within) || !/^([A-Z]+ )?\//.test(text)) continue;
        if (!isMadeOf(module, subject, (part) => readsGreedy(eventPath(module, part)))) continue;
        if ([...fixedTexts(module, subject)].some((it) => it.endsWith('/'))) continue;
        seen.add(within);
        const others = within.type === 'SwitchStatement' && within.cases.length > 2 ? ' Nor can the other cases with a leading slash.' : '';
        yield {
          severity: 'error',
          message: `"${text}" can never match: the greedy path parameter of /users is "users", without the leading slash.${others}`,
          at: module.place(node),
          hint: 'Compare event.path, or join "/" and the parameter first.',
        };
      }
    }
  },
};
