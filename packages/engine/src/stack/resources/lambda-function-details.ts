import type { Value } from '@gatewright/template';
import { lambdaTime } from '../../services/lambda/function-store.ts';
import type { FunctionDetails, VpcConfig } from '../../services/lambda/lambda-function.ts';
import type { World } from '../../world/world.ts';
import type { ResolvedProperties } from '../resource-provider.ts';

/** What a template says of a function that AWS tells and the runtime need not know. */
export function functionDetails(world: World, properties: ResolvedProperties): Partial<FunctionDetails> {
  const { Description, Role, Architectures, TracingConfig, SnapStart, DeadLetterConfig, KmsKeyArn, VpcConfig: vpc } = properties;
  const vpcConfig = vpcOf(vpc);
  return {
    description: textOf(Description) ?? '',
    role: textOf(Role),
    lastModified: lambdaTime(world.now()),
    ...(Array.isArray(Architectures) && { architectures: Architectures.map(String) }),
    tracingMode: textOf(memberOf(TracingConfig, 'Mode')) ?? 'PassThrough',
    snapStart: textOf(memberOf(SnapStart, 'ApplyOn')) ?? 'None',
    deadLetterTargetArn: textOf(memberOf(DeadLetterConfig, 'TargetArn')),
    kmsKeyArn: textOf(KmsKeyArn),
    ...(vpcConfig && { vpcConfig }),
  };
}

/** Templates write tags as a list of `{ Key, Value }`. */
export function tagsOf(value: Value | undefined): { readonly [key: string]: string } {
  const tags: Record<string, string> = {};
  for (const it of Array.isArray(value) ? value : []) {
    const key = textOf(memberOf(it, 'Key'));
    if (key !== undefined) tags[key] = String(memberOf(it, 'Value') ?? '');
  }
  return tags;
}

function vpcOf(value: Value | undefined): VpcConfig | undefined {
  const subnets = memberOf(value, 'SubnetIds');
  if (!Array.isArray(subnets)) return undefined;
  const groups = memberOf(value, 'SecurityGroupIds');
  return {
    SubnetIds: subnets.map(String),
    SecurityGroupIds: Array.isArray(groups) ? groups.map(String) : [],
    Ipv6AllowedForDualStack: String(memberOf(value, 'Ipv6AllowedForDualStack')) === 'true',
  };
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function memberOf(value: Value | undefined, member: string): Value | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Value })[member]
    : undefined;
}
