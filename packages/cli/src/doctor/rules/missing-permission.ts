import { type AwsCallSite, awsCallsOf } from '../lambda/aws-calls.ts';
import type { Entry } from '../project.ts';
import type { Rule } from '../rule.ts';
import { contains } from '../syntax/source-module.ts';

/** IAM's name of the action where it is not the operation's. */
const actions: Readonly<Record<string, string>> = {
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjects': 's3:ListBucket',
};
/** Operations that IAM checks by the operations inside them. */
const composed = /^dynamodb:Transact/;

/** A call that the function's role does not allow is an AccessDeniedException on AWS. */
export const missingPermission: Rule = {
  name: 'MISSING_PERMISSION',
  *check({ template, modulesOf, dependencies, entries }) {
    // This plugin gives each function a role of its own, which the template does not show.
    if (dependencies?.has('serverless-iam-roles-per-function')) return;
    for (const functionFacts of template?.functions ?? []) {
      const { grants, logicalId } = functionFacts;
      if (!grants) continue;
      const refused = new Map<string, string>();
      // A file may hold the handlers of several functions: what another handler does itself is not this one's.
      const others = entries.filter((it) => it.functionFacts !== functionFacts);
      const own = entries.filter((it) => it.functionFacts === functionFacts);
      for (const module of modulesOf(functionFacts)) {
        for (const call of module.once(awsCallsOf)) {
          const inside = ({ module: file, function: handler }: Entry): boolean => file === module && contains(handler, call.node);
          if (others.some(inside) && !own.some(inside)) continue;
          const action = actionOf(call);
          const { file, line } = module.place(call.node);
          if (!composed.test(action) && !grants.allows(action) && !refused.has(action)) refused.set(action, `${file}:${line}`);
        }
      }
      if (refused.size === 0) continue;
      const calls = [...refused].map(([action, place]) => `${action} (${place})`).join(', ');
      yield {
        severity: 'error',
        message: `The role of "${logicalId}" does not allow ${calls}: on AWS each call is an AccessDeniedException.`,
        at: functionFacts.at,
        hint: `Allow exactly these on the resource they touch (SAM: Policies of the function, DynamoDBCrudPolicy for a table; serverless: provider.iam.role.statements).`,
      };
    }
  },
};

function actionOf({ service, operation }: AwsCallSite): string {
  const action = `${service}:${operation}`;
  return actions[action] ?? action;
}
