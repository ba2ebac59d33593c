import type { Node } from 'oxc-parser';
import { nodeMajor } from '../lambda/runtimes.ts';
import type { Rule } from '../rule.ts';
import type { SourceModule } from '../syntax/source-module.ts';

interface Feature {
  readonly name: string;
  /** The first major version of Node that reads it. */
  readonly since: number;
  find(module: SourceModule): Node | undefined;
}

/** @source "Node.js compatibility", node.green */
const features: readonly Feature[] = [
  { name: 'Optional chaining (?.)', since: 14, find: (module) => module.all('ChainExpression')[0] },
  { name: '??', since: 14, find: (module) => module.all('LogicalExpression').find((it) => it.operator === '??') },
  {
    name: 'Logical assignment (??=, ||=, &&=)',
    since: 16,
    find: (module) => module.all('AssignmentExpression').find((it) => /^(\?\?|\|\||&&)=$/.test(it.operator)),
  },
  { name: 'A static block', since: 18, find: (module) => module.all('StaticBlock')[0] },
];

/** Lambda loads a JavaScript file as it is: what the runtime's Node can not read is a SyntaxError at start. */
export const syntaxNewerThanRuntime: Rule = {
  name: 'SYNTAX_NEWER_THAN_RUNTIME',
  *check({ template, modulesOf }) {
    for (const functionFacts of template?.functions ?? []) {
      const major = nodeMajor(functionFacts.runtime);
      // A bundler writes the syntax that the runtime knows.
      const bundled = template?.compiled.functions[functionFacts.logicalId]?.esbuild !== undefined;
      if (major === undefined || bundled) continue;
      for (const module of modulesOf(functionFacts)) {
        if (module.typescript) continue;
        for (const feature of features) {
          const node = major < feature.since ? feature.find(module) : undefined;
          if (!node) continue;
          yield {
            severity: 'error',
            message: `${feature.name} came with Node ${feature.since}: on ${functionFacts.runtime} this file is a SyntaxError, and every request a 502.`,
            at: module.place(node),
            hint: `Move the function to nodejs24.x (${functionFacts.runtimeAt.file}:${functionFacts.runtimeAt.line}).`,
          };
        }
      }
    }
  },
};
