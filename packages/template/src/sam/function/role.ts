import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Compilation } from '../compilation.ts';
import type { EventPolicies } from '../event-type.ts';
import { isFilled } from '../is-filled.ts';
import { Members } from '../members.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';
import { tagListWithCreator } from '../tags.ts';
import { compilePolicies } from './policies.ts';

/** The mode of Tracing, or undefined when it is off. */
export function tracingMode(properties: Mapping, compilation: Compilation): Value | undefined {
  const tracing = properties.Tracing;
  if (tracing === undefined || tracing === null || tracing === '') return undefined;
  return compilation.resolveParameters(tracing) === 'Disabled' ? undefined : tracing;
}

export interface RoleSettings {
  /** Under which the role is made; without it, the function's own. */
  readonly condition: string | undefined;
  /** What the function's events need. */
  readonly ofEvents: EventPolicies;
  /** What its EventInvokeConfig needs. */
  readonly ofInvocations: EventPolicies;
}

/**
 * The role SAM makes for a function: it may write logs, and do what its Policies say.
 */
export function compileRole(it: SamResource, { condition, ofEvents, ofInvocations }: RoleSettings, compilation: Compilation): void {
  const { logicalId, properties, at } = it;
  const roleId = `${logicalId}Role`;
  const arn = (policy: string): string => `arn:${compilation.partition}:iam::aws:policy/${policy}`;
  const basic = isFilled(properties.DurableConfig) ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole';
  const managed: Value[] = [arn(`service-role/${basic}`)];
  // The partitions outside the commercial one only have the newer policy.
  const xray = compilation.partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess';
  if (tracingMode(properties, compilation) !== undefined) managed.push(arn(xray));
  if (isFilled(properties.VpcConfig)) managed.push(arn('service-role/AWSLambdaVPCAccessExecutionRole'));
  const policies = compilePolicies(it, roleId, compilation);
  for (const policy of [...policies.managed, ...ofEvents.managed]) {
    const text = JSON.stringify(policy);
    if (!managed.some((other) => JSON.stringify(other) === text)) managed.push(policy);
  }
  const inline = [...deadLetterPolicy(properties.DeadLetterQueue), ...ofInvocations.inline, ...policies.inline];
  for (const policy of ofEvents.inline) {
    const document = JSON.stringify(policy.PolicyDocument);
    if (!inline.some((other) => isMapping(other) && JSON.stringify(other.PolicyDocument) === document)) inline.push(policy);
  }
  const members = new Members(properties)
    .from('AssumeRolePolicyDocument', 'AssumeRolePolicyDocument', properties.AssumeRolePolicyDocument ?? lambdaTrust())
    .set('ManagedPolicyArns', managed)
    .set('Policies', inline.length > 0 ? inline : undefined)
    .carryAs('RolePath', 'Path')
    .carry('PermissionsBoundary')
    .set('Tags', tagListWithCreator(properties.Tags))
    .done(at);
  const attributes = { ...derivedAttributes(it), ...(condition !== undefined && { Condition: condition }) };

  compilation.add(it, roleId, { Type: 'AWS::IAM::Role', ...attributes, Properties: members });
}

function lambdaTrust(): Value {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] } }],
  };
}

function deadLetterPolicy(queue: Value | undefined): readonly Value[] {
  if (!isMapping(queue) || queue.TargetArn === undefined) return [];
  const action = queue.Type === 'SQS' ? 'sqs:SendMessage' : 'sns:Publish';
  return [
    {
      PolicyName: 'DeadLetterQueuePolicy',
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: action, Resource: queue.TargetArn, Effect: 'Allow' }] },
    },
  ];
}
