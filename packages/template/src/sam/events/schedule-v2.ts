import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { checkDeadLetterConfig } from './dead-letter.ts';
import { targetArn } from './event-permission.ts';

/** Properties that the schedule has under the same name. */
const carried = ['Description', 'EndDate', 'GroupName', 'KmsKeyArn', 'ScheduleExpressionTimezone', 'StartDate'];

const shapes: PropertyShapes = {
  ...Object.fromEntries(carried.map((it) => [it, 'text'] as const)),
  DeadLetterConfig: 'map',
  FlexibleTimeWindow: 'map',
  Input: 'text',
  Name: 'text',
  OmitName: 'boolean',
  PermissionsBoundary: 'text',
  RetryPolicy: 'map',
  RoleArn: 'text',
  ScheduleExpression: 'text',
  State: 'text',
};

/** A schedule of EventBridge Scheduler. @source "ScheduleV2", AWS SAM developer guide */
export const scheduleV2: EventType = {
  type: 'ScheduleV2',

  compile(event, compilation) {
    const { properties, owner, at, logicalId, function: it } = event;
    checkShapes(properties, shapes, owner, compilation);
    requireProperties(properties, ['ScheduleExpression'], owner, at, compilation);
    const { Name: name, OmitName: omitName, FlexibleTimeWindow: window, State: state } = properties;
    if (omitName && name) reportInvalid(compilation, `${owner} has both a Name and OmitName.`, at, { hint: 'Take one of the two out.' });
    const schedule = new Members(properties).carry('ScheduleExpression', ...carried);
    if (state) schedule.carry('State');
    if (!omitName) schedule.from('Name', 'Name', name || logicalId);
    schedule.from('FlexibleTimeWindow', 'FlexibleTimeWindow', window || { Mode: 'OFF' });
    const queueArn = deadLetterQueue(event, compilation);
    const roleArn = properties.RoleArn || madeRole(event, queueArn, compilation);
    const target = new Members(properties).set('Arn', targetArn(event)).set('RoleArn', roleArn).carry('Input');
    if (queueArn !== undefined) target.set('DeadLetterConfig', { Arn: queueArn });
    schedule.set('Target', target.carry('RetryPolicy').done(at));
    const attributes = derivedAttributes(it);
    compilation.add(it, logicalId, { Type: 'AWS::Scheduler::Schedule', ...attributes, Properties: schedule.done(at) }, { at });
  },
};

/** Where runs that failed are kept: the user's queue, or one that SAM makes. */
function deadLetterQueue(event: FunctionEvent, compilation: Compilation): Value | undefined {
  const { DeadLetterConfig: config } = event.properties;
  if (!isMapping(config) || !checkDeadLetterConfig(event, config, compilation)) return undefined;
  if (config.Arn !== undefined && config.Arn !== null) return config.Arn;
  const queueId = typeof config.QueueLogicalId === 'string' ? config.QueueLogicalId : `${event.logicalId}Queue`;
  const queue = { Type: 'AWS::SQS::Queue', ...derivedAttributes(event.function), Properties: {} };
  compilation.add(event.function, queueId, queue, { at: event.at });
  return { 'Fn::GetAtt': [queueId, 'Arn'] };
}

/** The role by which the schedule invokes the function. */
function madeRole(event: FunctionEvent, queueArn: Value | undefined, compilation: Compilation): Value {
  const { function: it, logicalId, properties, at } = event;
  const allow = (name: string, action: string, resource: Value): Value => ({
    PolicyName: `${logicalId}${name}Policy`,
    PolicyDocument: { Statement: [{ Action: action, Effect: 'Allow', Resource: resource }] },
  });
  const policies = [allow('Lambda', 'lambda:InvokeFunction', targetArn(event))];
  if (queueArn !== undefined) policies.push(allow('SQS', 'sqs:SendMessage', queueArn));
  const trust = { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['scheduler.amazonaws.com'] } };
  const members = new Members(properties)
    .set('AssumeRolePolicyDocument', { Version: '2012-10-17', Statement: [trust] })
    .set('Policies', policies)
    .carry('PermissionsBoundary');
  const roleId = `${logicalId}Role`;
  compilation.add(it, roleId, { Type: 'AWS::IAM::Role', ...derivedAttributes(it), Properties: members.done(at) }, { at });
  return { 'Fn::GetAtt': [roleId, 'Arn'] };
}
