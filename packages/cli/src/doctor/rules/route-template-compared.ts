import { isMadeOf } from '../lambda/events.ts';
import { readsRequestPath, textComparisonsOf } from '../lambda/paths.ts';
import type { Rule } from '../rule.ts';

/** `/users/{id}` is a template; the path of a request is `/users/42`. */
export const routeTemplateCompared: Rule = {
  name: 'ROUTE_TEMPLATE_COMPARED',
  *check({ modules }) {
    for (const module of modules) {
      for (const { node, text, subject } of textComparisonsOf(module)) {
        if (!/\/\{\w+\+?\}/.test(text) || !isMadeOf(module, subject, (part) => readsRequestPath(module, part))) continue;
        yield {
          severity: 'error',
          message: `"${text}" can never match: a request's path holds the value, /users/42, and never the template with its braces.`,
          at: module.place(node),
          hint: 'Declare the route in the template and compare event.resource (event.routeKey on an HTTP API), or match with a router.',
        };
      }
    }
  },
};
