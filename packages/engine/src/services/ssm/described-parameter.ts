import { arnOf, type ParameterDocument } from './find-parameter.ts';
import type { Parameter, ParameterVersion } from './parameter.ts';
import type { ParameterStore } from './parameter-store.ts';

/** A version without its value, as DescribeParameters answers it. */
export function describedOf(on: ParameterStore, { name }: Parameter, version: ParameterVersion): ParameterDocument {
  return {
    Name: name,
    ARN: arnOf(on, name),
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: new Date(version.lastModifiedMs),
    LastModifiedUser: `arn:${on.world.partition}:iam::${on.world.accountId}:root`,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: policiesOf(version.policies),
    DataType: version.dataType,
  };
}

function policiesOf(text: string | undefined): readonly object[] {
  if (text === undefined) return [];
  let policies: unknown;
  try {
    policies = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(policies)) return [];
  return policies.map((it: { readonly Type?: unknown }) => ({
    PolicyText: JSON.stringify(it),
    PolicyType: String(it.Type),
    PolicyStatus: 'Pending',
  }));
}
