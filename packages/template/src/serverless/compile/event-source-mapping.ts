import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import type { Mapping, Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { roleResource } from './iam-role.ts';
import { invocationTarget } from './invocation.ts';

/** A mapping that reads for a function; it waits for the role that may read, and for the alias. */
export function eventSourceMapping(
  { provider }: Service,
  target: ServiceFunction,
  all: { readonly [property: string]: Value | undefined },
  { after = [] }: { readonly after?: readonly string[] } = {},
): Mapping {
  const role = roleResource(provider, target.section);
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    DependsOn: [...(role === undefined ? [] : [role]), ...(target.alias ? [target.alias.logicalId] : []), ...after],
    Properties: properties({ FunctionName: invocationTarget(target), ...all }),
  };
}

/** `filterPatterns`: each pattern as JSON. */
export function filterCriteria(settings: Section): Value | undefined {
  const patterns = settings.list('filterPatterns');
  return patterns && { Filters: patterns.map((it) => ({ Pattern: JSON.stringify(it) })) };
}

/** A single value as the list CloudFormation wants. */
export function listOfOne(value: Value | undefined): Value | undefined {
  return value === undefined ? undefined : [value];
}

/** What a function in a network needs to reach a broker there. */
export const networkStatement: Value = {
  Effect: 'Allow',
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVpcs',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  Resource: '*',
};

/** `0` counts as not written where osls asks whether there is a value. */
export function unlessZero(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value;
}
