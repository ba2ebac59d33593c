import type { Rule } from '../rule.ts';
import { type NodeOf, propertyOf, textOf } from '../syntax/nodes.ts';
import { productionStage } from '../template/stages.ts';

/** `*` lets every page of the web call the API and read its answers. */
export const wildcardOrigin: Rule = {
  name: 'WILDCARD_ORIGIN',
  *check({ modules, apisOf, template }) {
    for (const api of template?.apis ?? []) {
      const stage = productionStage(template, api);
      const origin = api.routes.flatMap((it) => it.preflight?.get('access-control-allow-origin') ?? []).find((it) => it.value === '*');
      if (!origin || !stage) continue;
      yield {
        severity: 'error',
        message: `The stage "${stage}" answers preflight with Access-Control-Allow-Origin: *: every page of the web may call it.`,
        at: origin.at,
        hint: "Name your front end's origin, per stage.",
      };
    }
    for (const module of modules) {
      const stage = apisOf(module)
        .map((it) => productionStage(template, it))
        .find((it) => it !== undefined);
      for (const object of module.all('ObjectExpression')) {
        const origin = propertyOf(object, 'Access-Control-Allow-Origin');
        if (!origin || textOf(origin) !== '*') continue;
        const authorization = /authorization|x-api-key/i.test(textOf(propertyOf(object, 'Access-Control-Allow-Headers')) ?? '');
        if (allowsCredentials(object)) {
          const message = 'Access-Control-Allow-Origin: * with Access-Control-Allow-Credentials: true is refused by every browser.';
          yield { severity: 'error', message, at: module.place(origin), hint: 'Answer with the one origin you know, and Vary: Origin.' };
        } else if (stage || authorization) {
          const why = authorization ? 'although requests carry credentials in their headers' : `in the stage "${stage}" too`;
          const message = `Access-Control-Allow-Origin: * lets every page of the web read these answers, ${why}.`;
          const hint = 'Keep a list of origins per stage, answer with the one that asked when it is on the list, and add Vary: Origin.';
          yield { severity: 'warning', message, at: module.place(origin), hint };
        } else continue;
        break;
      }
    }
  },
};

function allowsCredentials(object: NodeOf<'ObjectExpression'>): boolean {
  const value = propertyOf(object, 'Access-Control-Allow-Credentials');
  return textOf(value) === 'true' || (value?.type === 'Literal' && value.value === true);
}
