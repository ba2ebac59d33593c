import { copyPlaces, type Diagnostic, type DynamicReference, dynamicReferencesOf, type Value } from '@gatewright/template';
import type { PropertyRule, PropertyTable } from './resource-provider.ts';

type Mapping = { readonly [member: string]: Value };

export interface ResourceToCheck {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Mapping | undefined;
  readonly table: PropertyTable;
  /** Names of the environment variables that `--env-file` gives every function. */
  readonly givenVariables: readonly string[];
}

const services: { readonly [service: string]: string } = { ssm: 'the Parameter Store', secretsmanager: 'Secrets Manager' };

/**
 * The dynamic references of a resource that something on this machine would read: nobody resolves them here. Where a property has no
 * effect on this machine they are left alone.
 * @source "Get values stored in other services using dynamic references", AWS CloudFormation user guide
 */
export function checkDynamicReferences(resource: ResourceToCheck): readonly Diagnostic[] {
  const { properties = {}, table, givenVariables } = resource;
  const read = honouredValues(withoutVariables(properties, givenVariables), table);
  return read.flatMap(dynamicReferencesOf).map((it) => unresolved(it, resource));
}

function unresolved({ service, text, at }: DynamicReference, { logicalId, type }: ResourceToCheck): Diagnostic {
  if (service === 'ssm-secure') {
    const message = `"${logicalId}" reads "${text}": AWS takes ssm-secure references in a few properties of other services only, and none of ${type}.`;
    const hint = 'Read the parameter in the code of the function, or keep the value in Secrets Manager.';
    return { code: 'INVALID_VALUE', severity: 'error', message, at, hint };
  }
  const kept = Object.hasOwn(services, service) ? services[service] : undefined;
  if (kept === undefined) {
    const message = `"${logicalId}" reads "${text}": there are the references ssm, ssm-secure and secretsmanager.`;
    return {
      code: 'INVALID_VALUE',
      severity: 'error',
      message,
      at,
      hint: 'Write {{resolve:secretsmanager:NAME}} or {{resolve:ssm:NAME}}.',
    };
  }
  const message = `"${logicalId}" reads "${text}" from ${kept}, which is not on this machine: it would get this text.`;
  const variable = type === 'AWS::Lambda::Function' ? 'Give the environment variable in the file of --env-file. Or make' : 'Make';
  const hint = `${variable} the value a parameter of the template, and give it with --parameter-overrides.`;
  return { code: 'UNRESOLVED_DYNAMIC_REFERENCE', severity: 'error', unsupported: true, message, at, hint };
}

/** What is written for properties that something here reads. */
function honouredValues(value: Value | undefined, rule: PropertyRule): readonly Value[] {
  if (value === undefined || rule === 'noLocalEffect' || rule === 'unsupported') return [];
  if (rule === 'honoured') return [value];
  if (isTableList(rule)) return listOf(value).flatMap((it) => honouredValues(it, rule[0]));
  if (!isMapping(value)) return [];
  const [name] = Object.keys(value);
  if (name === 'Fn::If') return [value];
  return Object.entries(value).flatMap(([member, it]) =>
    honouredValues(it, Object.hasOwn(rule, member) ? (rule[member] ?? 'honoured') : 'noLocalEffect'),
  );
}

function withoutVariables(properties: Mapping, names: readonly string[]): Mapping {
  const { Environment: environment } = properties;
  const variables = isMapping(environment) ? environment.Variables : undefined;
  if (names.length === 0 || !isMapping(variables)) return properties;
  const left = Object.entries(variables).filter(([name]) => !names.includes(name));
  return { ...properties, Environment: { Variables: copyPlaces(variables, Object.fromEntries(left)) } };
}

function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTableList(rule: PropertyTable | readonly [PropertyTable]): rule is readonly [PropertyTable] {
  return Array.isArray(rule);
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}
