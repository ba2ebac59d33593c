import type { Value } from '@gatewright/template';
import type { TemplateReading } from './resources.ts';
import { list, mapping, namesIn, text } from './values.ts';

/** The IAM actions that a role of this template allows. */
export interface Grants {
  /** True also when a policy that the doctor does not know may allow it: only a sure refusal is a fault. */
  allows(action: string): boolean;
}

/** AWS's own policies that grant nothing beyond logs, traces and network interfaces. */
const basicPolicies =
  /\/(AWSLambdaBasicExecutionRole|AWSLambdaVPCAccessExecutionRole|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess|AWSLambdaBasicDurableExecutionRolePolicy)$/;

/** Reads a function's role; undefined when it stands outside this template. */
export function grantsOf({ template, resourcesOf }: TemplateReading, role: Value | undefined): Grants | undefined {
  const roleId = namesIn(role).find((it) => template.Resources[it]?.Type === 'AWS::IAM::Role');
  if (!roleId) return undefined;
  const properties = mapping(template.Resources[roleId]?.Properties);
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']
    .flatMap((type) => resourcesOf(type))
    .filter(({ resource }) => [...namesIn(resource.Properties?.Roles), ...namesIn(resource.Properties?.RoleName)].includes(roleId));
  const documents = [
    ...list(properties.Policies).map((it) => mapping(it).PolicyDocument),
    ...attached.map(({ resource }) => resource.Properties?.PolicyDocument),
  ];
  const managed = list(properties.ManagedPolicyArns).map(arnText);
  const unknownPolicy = managed.some((it) => it === undefined || !basicPolicies.test(it));
  const patterns = documents.flatMap((it) => allowedActions(it));
  const known = patterns.every((it) => it !== undefined);
  return {
    allows: (action) => unknownPolicy || !known || patterns.some((it) => it !== undefined && matches(it, action)),
  };
}

function arnText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  const join = mapping(value)['Fn::Join'];
  if (Array.isArray(join))
    return list(join[1])
      .map((it) => text(it) ?? '')
      .join('');
  return text(mapping(value)['Fn::Sub']);
}

/** The action patterns of a policy's Allow statements; undefined stands for one that is computed or allows by exception. */
function allowedActions(document: Value | undefined): readonly (string | undefined)[] {
  return list(mapping(document).Statement).flatMap((it) => {
    const statement = mapping(it);
    if (statement.Effect !== 'Allow') return statement.Effect === 'Deny' ? [] : [undefined];
    const { Action: actions } = statement;
    return actions === undefined ? [undefined] : list(actions).map((action) => text(action));
  });
}

/** IAM's wildcards, `*` for any text and `?` for one character, without regard to case; in one pass, whatever the pattern. */
function matches(pattern: string, action: string): boolean {
  const [expected, actual] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, here] = [0, 0];
  let star = -1;
  let resume = 0;
  while (here < actual.length) {
    if (expected[at] === '*') {
      star = at++;
      resume = here;
    } else if (expected[at] === '?' || expected[at] === actual[here]) {
      at += 1;
      here += 1;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else return false;
  }
  while (expected[at] === '*') at += 1;
  return at === expected.length;
}
