import { nearestHint } from '../../nearest-name.ts';
import { type Place, placeAll, placeOf, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { conditional, ifBranches, isIntrinsic, isNoValue } from '../intrinsic-forms.ts';
import { managedPolicies } from '../managed-policies.generated.ts';
import { type PolicyTemplateStatement, policyTemplates } from '../policy-templates.generated.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';

export interface CompiledPolicies {
  readonly managed: readonly Value[];
  readonly inline: readonly Value[];
}

/**
 * Policies of a function: names and ARNs of managed policies, policy documents, and SAM's policy templates.
 * @source "Policies" of "AWS::Serverless::Function", and "AWS SAM policy templates", AWS SAM developer guide
 */
export function compilePolicies({ logicalId, properties }: SamResource, roleId: string, compilation: Compilation): CompiledPolicies {
  const { Policies: written } = properties;
  const policies: readonly Value[] = Array.isArray(written) ? written : written === undefined || written === null ? [] : [written];
  const managed: Value[] = [];
  const inline: Value[] = [];
  for (const [index, policy] of policies.entries()) {
    const at = placeOf(Object(policy)) ?? (Array.isArray(written) ? placeOfMember(written, index) : placeOfMember(properties, 'Policies'));
    const name = `${roleId}Policy${index}`;
    const named = (document: Value): Value => ({ PolicyName: name, PolicyDocument: document });
    const branches = ifBranches(policy);
    if (!branches && isMapping(policy) && policy['Fn::If'] !== undefined) {
      reportInvalid(compilation, `Fn::If in Policies of "${logicalId}" requires 3 arguments: a condition's name and two values.`, at);
      continue;
    }
    const compiled = branches
      ? compileBranches(branches, at, named, { logicalId, compilation })
      : compilePolicy(policy, at, named, { logicalId, compilation });
    if (!compiled) continue;
    placeAll(compiled.value, at);
    (compiled.kind === 'managed' ? managed : inline).push(compiled.value);
  }
  return { managed, inline };
}

interface CompiledPolicy {
  readonly kind: 'managed' | 'inline';
  readonly value: Value;
}

interface Context {
  readonly logicalId: string;
  readonly compilation: Compilation;
}

function compilePolicy(
  policy: Value,
  at: Place | undefined,
  named: (document: Value) => Value,
  context: Context,
): CompiledPolicy | undefined {
  if (typeof policy === 'string') return { kind: 'managed', value: managedPolicyArn(policy, context.compilation.partition) };
  if (isIntrinsic(policy)) return { kind: 'managed', value: policy };
  if (isMapping(policy) && policy.Statement !== undefined) return { kind: 'inline', value: named(policy) };
  const document = isMapping(policy) ? fromTemplate(policy, at, context) : undefined;
  if (document) return { kind: 'inline', value: named(document) };
  if (!isMapping(policy)) reportInvalid(context.compilation, `A policy of "${context.logicalId}" is neither a name nor a document.`, at);
  return undefined;
}

function compileBranches(
  { condition, whenTrue, whenFalse }: { condition: string; whenTrue: Value; whenFalse: Value },
  at: Place | undefined,
  named: (document: Value) => Value,
  context: Context,
): CompiledPolicy | undefined {
  const [left, right] = [whenTrue, whenFalse].map((it) => (isNoValue(it) ? undefined : compilePolicy(it, at, named, context)));
  if (left && right && left.kind !== right.kind) {
    reportInvalid(context.compilation, `A Fn::If in Policies of "${context.logicalId}" chooses between policies of different kinds.`, at, {
      hint: 'Write a Fn::If for each.',
    });
    return undefined;
  }
  const kind = left?.kind ?? right?.kind;
  return kind && { kind, value: conditional(condition, left?.value ?? whenTrue, right?.value ?? whenFalse) };
}

/** `arn:...` for the names of AWS's managed policies; anything else stays as it is. */
function managedPolicyArn(name: string, partition: string): string {
  for (const [path, names] of Object.entries(managedPolicies)) {
    if (` ${names} `.includes(` ${name} `)) return `arn:${partition}:iam::aws:policy/${path}${name}`;
  }
  return name;
}

/** A policy document made from one of SAM's policy templates: `{ DynamoDBCrudPolicy: { TableName: ... } }`. */
function fromTemplate(policy: Mapping, at: Place | undefined, { logicalId, compilation }: Context): Value | undefined {
  const [name = '', ...more] = Object.keys(policy);
  const template = more.length === 0 && Object.hasOwn(policyTemplates, name) ? policyTemplates[name] : undefined;
  if (!template) {
    const message = `"${name}" in Policies of "${logicalId}" is neither a policy template of SAM nor a policy document with a Statement.`;
    const hint = Object.hasOwn(policyTemplates, name)
      ? `${name} stands alone in its entry: indent ${more.join(', ')} below it.`
      : nearestHint(name, Object.keys(policyTemplates));
    reportInvalid(compilation, message, at, { hint });
    return undefined;
  }
  const values = policy[name];
  const given: Mapping = isMapping(values) ? values : {};
  const missing = template.parameters.filter((it) => given[it] === undefined);
  if (missing.length > 0) {
    const hint =
      nearestHint(missing[0] ?? '', Object.keys(given)) === undefined
        ? `Write ${name}: { ${missing.join(': ..., ')}: ... }.`
        : `Write ${missing.join(', ')}.`;
    reportInvalid(compilation, `${name} of "${logicalId}" has no ${missing.join(', ')}.`, at, { code: 'MISSING_PROPERTY', hint });
    return undefined;
  }
  return { Statement: template.statements.map((it) => statementOf(it, template.parameters, given)) };
}

function statementOf({ Action, Resource, Condition }: PolicyTemplateStatement, parameters: readonly string[], given: Mapping): Value {
  const fill = (text: string): Value => filled(text, parameters, given);
  const conditions = Object.entries(Condition ?? {}).map(([operator, keys]): [string, Value] => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, fill(text)])),
  ]);
  return {
    Action,
    Effect: 'Allow',
    Resource: typeof Resource === 'string' ? fill(Resource) : Resource.map(fill),
    ...(Condition && { Condition: Object.fromEntries(conditions) }),
  };
}

/** The text with a variable of Fn::Sub for each parameter in it. */
function filled(text: string, parameters: readonly string[], given: Mapping): Value {
  if (!text.includes('${')) return text;
  const variables: [string, Value][] = [];
  for (const [, variable = ''] of text.matchAll(/\$\{([^}:]+)\}/g)) {
    const parameter = parameters.find((it) => it.toLowerCase() === variable.toLowerCase());
    if (parameter !== undefined) variables.push([variable, given[parameter] ?? null]);
  }
  return variables.length > 0 ? { 'Fn::Sub': [text, Object.fromEntries(variables)] } : { 'Fn::Sub': text };
}
