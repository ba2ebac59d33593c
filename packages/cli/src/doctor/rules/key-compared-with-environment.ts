import type { Node } from 'oxc-parser';
import type { Observation } from '../finding.ts';
import { environmentReadsOf } from '../lambda/environment.ts';
import { eventPath, isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { calleeName, environmentName, receiverOf } from '../syntax/nodes.ts';
import { contains, type SourceModule } from '../syntax/source-module.ts';

const hint =
  'Let the gateway check keys (ApiKeyRequired and a usage plan), or keep hashes of named keys, refuse when none is set, and compare with timingSafeEqual.';

/** A key from the request held against plain keys of the environment. */
export const keyComparedWithEnvironment: Rule = {
  name: 'KEY_COMPARED_WITH_ENVIRONMENT',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.all('CallExpression')) {
        const receiver = receiverOf(call);
        const key = call.arguments[0];
        if (!receiver || !key || !/^(includes|indexOf|has)$/.test(calleeName(call) ?? '') || !isClientText(module, key)) continue;
        const name = variableIn(module, receiver);
        if (name) yield splitList(module, call, name);
      }
      for (const comparison of module.all('BinaryExpression')) {
        if (!/^[=!]==?$/.test(comparison.operator)) continue;
        const sides = [comparison.left, comparison.right];
        const client = sides.some((it) => isClientText(module, it));
        const name = sides.map((it) => variableIn(module, it)).find((it) => it !== undefined);
        if (!client || !name || isGuarded(module, name, comparison)) continue;
        yield {
          severity: 'error',
          message: `With ${name} unset this compares undefined with undefined: a request without the header is let in. And the time === takes tells how much of a guess is right.`,
          at: module.place(comparison),
          hint,
        };
      }
    }
  },
};

function splitList(module: SourceModule, call: Node, name: string): Observation {
  return {
    severity: 'error',
    message: `With ${name} set to "" the list is [''] and an empty header is let in; with ${name} unset, split throws a TypeError and every request is a 502. The keys are plain text, untrimmed and nameless, and the comparison's time tells how much of a guess is right.`,
    at: module.place(call),
    hint,
  };
}

/** True when the variable is looked at somewhere besides the comparison itself. */
function isGuarded(module: SourceModule, name: string, comparison: Node): boolean {
  const reads = module.once(environmentReadsOf).filter((it) => it.name === name);
  return reads.some((read) => read.tests.some((it) => !contains(comparison, it)));
}

function isClientText(module: SourceModule, node: Node): boolean {
  return isMadeOf(module, node, (part) => /^(headers|queryStringParameters)\../.test(eventPath(module, part)?.join('.') ?? ''));
}

/** The environment variable an expression is made of; the request's own parts aside. */
function variableIn(module: SourceModule, node: Node): string | undefined {
  let name: string | undefined;
  isMadeOf(module, node, (part) => {
    name ??= environmentName(part);
    return name !== undefined;
  });
  return name;
}
