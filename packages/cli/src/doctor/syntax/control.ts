import type { Node } from 'oxc-parser';
import type { FunctionNode } from './nodes.ts';

/**
 * True when a function may reach its end without `return` or `throw`. Loops and labels are taken to end, except `for (;;)`
 * and `while (true)` without `break`; what is not known is taken not to fall through, so that no alarm is false.
 */
export function mayFallOffEnd(node: FunctionNode): boolean {
  return node.body?.type === 'BlockStatement' && completes(node.body);
}

/** True when a statement can be followed by the next one. */
export function completes(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    case 'BlockStatement':
      return statement.body.every(completes);
    case 'IfStatement':
      return !statement.alternate || completes(statement.consequent) || completes(statement.alternate);
    case 'TryStatement':
      if (statement.finalizer && !completes(statement.finalizer)) return false;
      return completes(statement.block) || (statement.handler !== null && completes(statement.handler.body));
    case 'SwitchStatement': {
      const last = statement.cases.at(-1);
      if (!last || !statement.cases.some((it) => it.test === null)) return true;
      return last.consequent.every(completes) || statement.cases.some((it) => it.consequent.some(breaksOut));
    }
    case 'WhileStatement':
      return !isTrue(statement.test) || breaksOut(statement.body);
    case 'ForStatement':
      return (statement.test !== null && !isTrue(statement.test)) || breaksOut(statement.body);
    case 'DoWhileStatement':
      return completes(statement.body) || breaksOut(statement.body);
    case 'LabeledStatement':
      return false;
    default:
      return true;
  }
}

/** True when a `break` in the statement leaves the loop or switch around it. */
function breaksOut(statement: Node): boolean {
  switch (statement.type) {
    case 'BreakStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(breaksOut);
    case 'IfStatement':
      return breaksOut(statement.consequent) || (statement.alternate !== null && breaksOut(statement.alternate));
    case 'TryStatement':
      return breaksOut(statement.block) || (statement.handler !== null && breaksOut(statement.handler.body));
    default:
      return false;
  }
}

function isTrue(test: Node): boolean {
  return test.type === 'Literal' && test.value === true;
}
