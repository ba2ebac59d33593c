import type { Node } from 'oxc-parser';
import { responsesOf } from '../lambda/responses.ts';
import type { Rule } from '../rule.ts';
import { completes } from '../syntax/control.ts';
import { memberName, type NodeOf, numberOf, unwrap } from '../syntax/nodes.ts';
import type { Declaration } from '../syntax/scopes.ts';
import { contains, type SourceModule } from '../syntax/source-module.ts';
import { callsOf } from '../syntax/uses.ts';

const errorName = /^(e|err|error|ex|exception|cause|failure)$/i;

/** The text of an unexpected error names tables, hosts and secrets; it belongs in the log. */
export const errorTextInResponse: Rule = {
  name: 'ERROR_TEXT_IN_RESPONSE',
  *check({ modules }) {
    for (const module of modules) {
      for (const response of module.once(responsesOf)) {
        if (!response.body || !isServerError(module, response.statusNode)) continue;
        for (const member of module.within(response.body, 'MemberExpression')) {
          if (!/^(message|stack)$/.test(memberName(member) ?? '')) continue;
          const error = unwrap(member.object);
          const declaration = module.declarationOf(error);
          if (!declaration || !(declaration.kind === 'catch' || (declaration.kind === 'parameter' && errorName.test(declaration.name))))
            continue;
          if (isKnown(module, member, declaration) || !receivesUnexpected(module, declaration)) continue;
          yield {
            severity: 'error',
            message: `A 500 shows the client "${module.textOfNode(member)}": the text of whatever failed, table names, addresses and secrets included.`,
            at: module.place(member),
            hint: "Answer { error: 'Internal server error', requestId: context.awsRequestId } and write the error to the log.",
          };
          break;
        }
      }
    }
  },
};

/** True for 500 and above, also as the default of a parameter or of `error.statusCode || 500`. */
function isServerError(module: SourceModule, status: Node): boolean {
  const plain = module.valueOf(status);
  const fallback = plain.type === 'LogicalExpression' ? plain.right : module.declarationOf(plain)?.init;
  const number = numberOf(fallback ? module.valueOf(fallback) : plain);
  return number !== undefined && number >= 500;
}

/** True where the code has made sure which error it is: inside `if (error instanceof ApiError)`, or after it has left otherwise. */
function isKnown(module: SourceModule, node: Node, declaration: Declaration): boolean {
  const names = (test: Node): boolean => module.within(test, 'Identifier').some((it) => module.declarationOf(it) === declaration);
  let inner = node;
  for (const outer of module.ancestors(node)) {
    if ((outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') && !contains(outer.test, inner) && names(outer.test)) {
      const negated = outer.test.type === 'UnaryExpression' && outer.test.operator === '!';
      if (contains(outer.consequent, inner) !== negated) return true;
    }
    if (outer.type === 'LogicalExpression' && outer.operator === '&&' && contains(outer.right, inner) && names(outer.left)) return true;
    if (outer.type === 'BlockStatement') {
      const before = outer.body.filter((it) => it.end <= inner.start);
      const left = before.some(
        (it) => it.type === 'IfStatement' && it.test.type === 'UnaryExpression' && names(it.test) && !completes(it.consequent),
      );
      if (left) return true;
    }
    inner = outer;
  }
  return false;
}

/**
 * A helper `errorResponse(error)` leaks only where somebody hands it an error that was caught and not looked at. Without a
 * call in the same module, others call it, and may.
 */
function receivesUnexpected(module: SourceModule, { kind, parameter, name }: Declaration): boolean {
  if (kind === 'catch' || !parameter) return true;
  const calls = callsOf(module, parameter.function);
  if (calls.length === 0) return errorName.test(name);
  return calls.some((call: NodeOf<'CallExpression'>) => {
    const handed = call.arguments[parameter.index];
    const caught = handed && module.declarationOf(unwrap(handed));
    const status = call.arguments.map((it) => numberOf(it)).find((it) => it !== undefined);
    return handed !== undefined && caught?.kind === 'catch' && !isKnown(module, handed, caught) && (status === undefined || status >= 500);
  });
}
