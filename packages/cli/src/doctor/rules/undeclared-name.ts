import type { Rule } from '../rule.ts';
import { memberName, unwrap } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { isReference } from '../syntax/uses.ts';

/** What Lambda's Node gives every module, beside the globals that this Node has as well. */
const moduleNames = [
  'require',
  'module',
  'exports',
  '__filename',
  '__dirname',
  'arguments',
  'undefined',
  'awslambda',
  'File',
  'WebSocket',
  'Iterator',
  'navigator',
  'Temporal',
  ...Object.getOwnPropertyNames(Object.prototype),
  // Code that also runs in a page asks for these in ways too many to follow.
  'self',
  'window',
  'document',
  'location',
];

/** A name that nobody declares is a ReferenceError on the first request that comes by. TypeScript's compiler names its own. */
export const undeclaredName: Rule = {
  name: 'UNDECLARED_NAME',
  *check({ modules }) {
    const known = new Set([...Object.getOwnPropertyNames(globalThis), ...moduleNames, ...modules.flatMap((it) => globalsSetBy(it))]);
    for (const module of modules) {
      if (module.typescript || module.syntaxErrors.length > 0) continue;
      const seen = new Set<string>();
      for (const name of module.all('Identifier')) {
        if (seen.has(name.name) || known.has(name.name) || module.declares(name.name) || !isReference(module, name)) continue;
        seen.add(name.name);
        // Bundlers replace names in capitals; `typeof NAME` is how code asks whether a name is there.
        if (/^(__\w+|[A-Z0-9_]{2,})$/.test(name.name) || isAskedFor(module, name.name)) continue;
        yield {
          severity: 'error',
          message: `"${name.name}" is declared nowhere: this line throws ReferenceError: ${name.name} is not defined when it is reached.`,
          at: module.place(name),
          hint: `Write ${name.name}, or import it from the module that has it.`,
        };
      }
    }
  },
};

/** Names a module makes global: `globalThis.name = ...`, and assignments to undeclared names. */
function globalsSetBy(module: SourceModule): string[] {
  return module.all('AssignmentExpression').flatMap((it) => {
    const target = unwrap(it.left);
    if (target.type === 'Identifier') return [target.name];
    const object = target.type === 'MemberExpression' ? unwrap(target.object) : undefined;
    return object?.type === 'Identifier' && /^(globalThis|global)$/.test(object.name) ? [memberName(target) ?? ''] : [];
  });
}

function isAskedFor(module: SourceModule, name: string): boolean {
  return module
    .all('UnaryExpression')
    .some((it) => it.operator === 'typeof' && it.argument.type === 'Identifier' && it.argument.name === name);
}
