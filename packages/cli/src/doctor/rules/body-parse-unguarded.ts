import type { Node } from 'oxc-parser';
import { bodyParsesOf } from '../lambda/bodies.ts';
import type { Entry } from '../project.ts';
import type { Rule } from '../rule.ts';
import { calleeName, type FunctionNode, isFunction, memberName, type NodeOf, receiverOf } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { callsOf } from '../syntax/uses.ts';

const hint = 'Parse in a try of its own and answer 400 with CORS headers when it throws a SyntaxError.';

/** What a client sends is not always JSON; JSON.parse throws on the rest. */
export const bodyParseUnguarded: Rule = {
  name: 'BODY_PARSE_UNGUARDED',
  *check({ modules, entries }) {
    for (const module of modules) {
      for (const parse of module.once(bodyParsesOf)) {
        const around = module.tryAround(parse);
        const function_ = module.functionAround(parse);
        if (!around) {
          if (!function_ || !reachesLambda(module, function_, entries)) continue;
          const message =
            'A body that is no JSON makes JSON.parse throw, and nothing here catches it: the client gets a 502 without CORS headers.';
          yield { severity: 'error', message, at: module.place(parse), hint };
        } else if (around.handler && around.block.body.length > 1 && !tellsErrorsApart(module, around.handler)) {
          const message =
            'A body that is no JSON ends in the catch that answers every other failure: the client gets a 500 for its own mistake.';
          yield { severity: 'warning', message, at: module.place(parse), hint };
        }
      }
    }
  },
};

/** True when an error thrown in the function leaves the handler, with no wrapper or caller that might catch it. */
function reachesLambda(module: SourceModule, node: FunctionNode, entries: readonly Entry[]): boolean {
  const entry = entries.find((it) => it.function === node);
  if (entry) return !entry.wrapped;
  return callsOf(module, node).some((call) => {
    const caller = module.functionAround(call);
    return !module.tryAround(call) && entries.some((it) => it.function === caller && !it.wrapped);
  });
}

/** True when the catch, or the function it hands the error to, looks which error it is; also when nobody can tell. */
function tellsErrorsApart(module: SourceModule, handler: NodeOf<'CatchClause'>): boolean {
  // A catch that hands the error on lets another decide.
  if (looksAtError(module, handler.body) || module.within(handler, 'ThrowStatement').length > 0) return true;
  const parameter = handler.param?.type === 'Identifier' ? handler.param.name : undefined;
  return module.within(handler.body, 'CallExpression').some((call) => {
    const receivesError = call.arguments.some((it) => it.type === 'Identifier' && it.name === parameter);
    const receiver = receiverOf(call);
    if (!receivesError || (receiver?.type === 'Identifier' && receiver.name === 'console')) return false;
    const callee = module.valueOf(call.callee);
    return isFunction(callee) ? looksAtError(module, callee) : !/log|warn|error$/i.test(calleeName(call) ?? '');
  });
}

function looksAtError(module: SourceModule, node: Node): boolean {
  const names = module.within(node, 'Identifier').some((it) => it.name === 'SyntaxError');
  const members = module
    .within(node, 'MemberExpression')
    .some((it) => /^(statusCode|status|code|name|expose|type)$/.test(memberName(it) ?? ''));
  const binary = module.within(node, 'BinaryExpression').some((it) => it.operator === 'instanceof');
  const numbers = module.within(node, 'Literal').some((it) => /^4\d\d$/.test(String(it.value)));
  return names || members || binary || numbers;
}
