import { type ResponseLiteral, responsesOf, setsHeader } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';
import { memberName } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

const header = 'Access-Control-Allow-Origin';

/** A browser hides an answer without the header from the page, and reports a CORS error in place of the 404. */
export const responseWithoutCors: Rule = {
  name: 'RESPONSE_WITHOUT_CORS',
  *check({ modules, apisOf, entries }) {
    for (const module of modules) {
      const apis = apisOf(module);
      // With CorsConfiguration an HTTP API sets the headers itself, and drops the function's.
      if (apis.some((it) => it.kind === 'http' && it.errorsHaveCors) || entries.some((it) => it.module === module && it.wrapped)) continue;
      const responses = module.once(responsesOf);
      const withHeader = responses.find((it) => setsHeader(module, it, header) === 'yes');
      const preflight = apis.some((api) => api.routes.some((it) => it.preflight));
      if (!withHeader && !preflight) continue;
      for (const response of responses) {
        if (setsHeader(module, response, header) !== 'no' || isDecorated(module, response)) continue;
        const status = response.statusCode === undefined ? 'This answer' : `This ${response.statusCode}`;
        const why = withHeader
          ? `the answer on line ${module.place(withHeader.node).line} has it`
          : 'the API answers preflight, so browsers are meant to call it';
        yield {
          severity: 'error',
          message: `${status} lacks ${header} (${why}): a browser hides it from the page and reports a CORS error instead.`,
          at: module.place(response.statusNode),
          hint: 'Build every answer, errors too, in one function that sets the CORS headers and Content-Type.',
        };
      }
    }
  },
};

/** True when something else may add the header: a call the object is handed to, an assignment to its headers. */
function isDecorated(module: SourceModule, { node }: ResponseLiteral): boolean {
  const parent = module.parentOf(node);
  if (parent?.type === 'CallExpression' || parent?.type === 'SpreadElement') return true;
  if (parent?.type !== 'VariableDeclarator' && parent?.type !== 'AssignmentExpression') return false;
  return module
    .all('AssignmentExpression')
    .some((it) => it.left.type === 'MemberExpression' && /^headers$|^Access-Control/i.test(memberName(it.left) ?? ''));
}
