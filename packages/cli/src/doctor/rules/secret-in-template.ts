import { placeOfMember } from '@gatewright/template';
import type { Rule } from '../rule.ts';
import { at, mapping, text } from '../template/values.ts';

const secretName = /(SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_?KEYS?|ACCESS_?TOKEN|AUTH_?TOKEN|CREDENTIALS?)$/i;
/** An ARN, a path or name in a store, and CloudFormation's own references are no secrets. */
const reference = /^(arn:|\/|\{\{resolve:|\$\{|ssm:|https?:)/;

/** What stands in a template stands in the repository's history, in the build and in the console. */
export const secretInTemplate: Rule = {
  name: 'SECRET_IN_TEMPLATE',
  *check({ template }) {
    for (const { properties, at: declared } of template?.functions ?? []) {
      const variables = mapping(at(properties, 'Environment', 'Variables'));
      for (const [name, value] of Object.entries(variables)) {
        const content = text(value);
        if (!content || content.length < 6 || !secretName.test(name) || reference.test(content)) continue;
        yield {
          severity: 'error',
          message: `"${name}" is written into the template in plain text: it is in the repository's history and in the console for everyone who may read the function.`,
          at: placeOfMember(variables, name) ?? declared,
          hint: `Keep it in Secrets Manager or as a SecureString in Parameter Store, and give the function its name only.`,
        };
      }
    }
  },
};
