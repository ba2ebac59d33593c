import type { Diagnostic, DynamicReference, Value } from '@gatewright/template';
import { honouredReferences } from './honoured-values.ts';
import type { PropertyTable } from './resource-provider.ts';

export interface ResourceToCheck {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: { readonly [member: string]: Value } | undefined;
  readonly table: PropertyTable;
  /** Names of the environment variables that `--env-file` gives every function. */
  readonly givenVariables: readonly string[];
}

/**
 * The dynamic references of a resource that no store could answer. Those to Parameter Store and Secrets Manager are looked up when the
 * resource is made; where a property has no effect on this machine they are left alone.
 * @source "Get values stored in other services using dynamic references", AWS CloudFormation user guide
 */
export function checkDynamicReferences(resource: ResourceToCheck): readonly Diagnostic[] {
  return honouredReferences(resource).flatMap((it) => mistaken(it, resource));
}

function mistaken({ service, text, at }: DynamicReference, { logicalId, type }: ResourceToCheck): readonly Diagnostic[] {
  if (service === 'ssm' || service === 'secretsmanager') return [];
  if (service === 'ssm-secure') {
    const message = `"${logicalId}" reads "${text}": AWS takes ssm-secure references in a few properties of other services only, and none of ${type}.`;
    const hint = 'Read the parameter in the code of the function, or keep the value in Secrets Manager.';
    return [{ code: 'INVALID_VALUE', severity: 'error', message, at, hint }];
  }
  const message = `"${logicalId}" reads "${text}": there are the references ssm, ssm-secure and secretsmanager.`;
  const hint = 'Write {{resolve:secretsmanager:NAME}} or {{resolve:ssm:NAME}}.';
  return [{ code: 'INVALID_VALUE', severity: 'error', message, at, hint }];
}
