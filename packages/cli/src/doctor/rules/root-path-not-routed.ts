import type { Rule } from '../rule.ts';

/** `{proxy+}` stands for at least one segment. */
export const rootPathNotRouted: Rule = {
  name: 'ROOT_PATH_NOT_ROUTED',
  *check({ template }) {
    for (const api of template?.apis ?? []) {
      const greedy = api.routes.find((it) => /^\/\{\w+\+\}$/.test(it.path) && it.functionId !== undefined);
      if (!greedy || api.routes.some((it) => it.path === '/' || it.path === '$default')) continue;
      const answer = api.kind === 'rest' ? '403 "Missing Authentication Token"' : '404 "Not Found"';
      yield {
        severity: 'note',
        message: `"${greedy.path}" does not cover "/": the root of the API answers ${answer}.`,
        at: greedy.at,
        hint: `Add a second event with the path / to the same function.`,
      };
    }
  },
};
