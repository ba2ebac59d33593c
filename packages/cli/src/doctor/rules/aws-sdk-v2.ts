import type { Node } from 'oxc-parser';
import { nodeMajor } from '../lambda/runtimes.ts';
import type { Rule } from '../rule.ts';
import { textOf } from '../syntax/nodes.ts';

/** AWS SDK for JavaScript v2: out of support since 2025-09-08, and in no runtime from nodejs18.x on. */
export const awsSdkV2: Rule = {
  name: 'AWS_SDK_V2',
  *check({ modules, functionsOf, dependencies }) {
    for (const module of modules) {
      const imports: readonly Node[] = [
        ...module.all('ImportDeclaration').filter((it) => isVersion2(it.source.value)),
        ...module
          .all('CallExpression')
          .filter((it) => it.callee.type === 'Identifier' && it.callee.name === 'require' && isVersion2(textOf(it.arguments[0]))),
      ];
      const first = imports[0];
      if (!first) continue;
      const without = functionsOf(module).find((it) => (nodeMajor(it.runtime) ?? 0) >= 18);
      const absent = without !== undefined && dependencies !== undefined && !dependencies.has('aws-sdk');
      yield {
        severity: 'warning',
        message: absent
          ? `${without.runtime} has no aws-sdk v2, which AWS supports no longer, and this package.json does not bring it: without it "${without.logicalId}" fails at start with Runtime.ImportModuleError.`
          : 'AWS ended support of aws-sdk v2 on 2025-09-08; it is in no runtime from nodejs18.x on, and brings 100 MB along.',
        at: module.place(first),
        hint: 'Use the v3 clients, which the runtimes have: @aws-sdk/client-dynamodb with @aws-sdk/lib-dynamodb, @aws-sdk/client-cloudwatch.',
      };
    }
  },
};

function isVersion2(source: string | undefined): boolean {
  return source === 'aws-sdk' || source?.startsWith('aws-sdk/') === true;
}
