import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { checkDeadLetterConfig } from './dead-letter.ts';
import { addEventPermission, targetArn } from './event-permission.ts';

const shapes: PropertyShapes = { DeadLetterConfig: 'map', Enabled: 'boolean', Input: 'text', RetryPolicy: 'map', State: 'text' };

/** @source "Schedule", AWS SAM developer guide */
export const schedule: EventType = {
  type: 'Schedule',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(properties, { ...shapes, Description: 'text', Name: 'text', RuleName: 'text', Schedule: 'text' }, owner, compilation);
    requireProperties(properties, ['Schedule'], owner, at, compilation);
    const rule = new Members(properties).carryAs('Schedule', 'ScheduleExpression').carry('Name', 'Description');
    addRule(event, rule, compilation);
  },
};

/** A rule on events of an event bus. @source "EventBridgeRule", AWS SAM developer guide */
export const eventBridgeRule: EventType = { type: 'EventBridgeRule', compile: compilePattern };

/** The older name of EventBridgeRule. @source "CloudWatchEvent", AWS SAM developer guide */
export const cloudWatchEvent: EventType = { type: 'CloudWatchEvent', compile: compilePattern };

function compilePattern(event: FunctionEvent, compilation: Compilation): void {
  const { properties, owner } = event;
  const ownShapes = {
    EventBusName: 'text',
    InputPath: 'text',
    InputTransformer: 'map',
    Pattern: 'map',
    RuleName: 'text',
    Target: 'map',
  } as const;
  checkShapes(properties, { ...shapes, ...ownShapes }, owner, compilation);
  const rule = new Members(properties).carry('EventBusName').carryAs('Pattern', 'EventPattern').carryAs('RuleName', 'Name');
  addRule(event, rule, compilation);
}

function addRule(event: FunctionEvent, rule: Members, compilation: Compilation): void {
  const { properties, owner, at, logicalId } = event;
  const { State: state, Enabled: enabled, Target: target } = properties;
  if (state !== undefined && enabled !== undefined)
    reportInvalid(compilation, `${owner} has both State and Enabled.`, at, { hint: 'Take one of the two out.' });
  if (enabled !== undefined) rule.from('Enabled', 'State', enabled === false || enabled === 'false' ? 'DISABLED' : 'ENABLED');
  else rule.carry('State');
  const ruleArn: Value = { 'Fn::GetAtt': [logicalId, 'Arn'] };
  const queueArn = deadLetterQueue(event, ruleArn, compilation);
  const suffix = 'LambdaTarget';
  // A target's id has 64 characters at most.
  const id = isMapping(target) && target.Id !== undefined ? target.Id : `${logicalId.slice(0, 64 - suffix.length)}${suffix}`;
  const members = new Members(properties).set('Arn', targetArn(event)).set('Id', id).carry('Input', 'InputPath');
  if (queueArn !== undefined) members.set('DeadLetterConfig', { Arn: queueArn });
  members.carry('RetryPolicy', 'InputTransformer');
  rule.set('Targets', [members.done(at)]);
  const attributes = derivedAttributes(event.function);
  compilation.add(event.function, logicalId, { Type: 'AWS::Events::Rule', ...attributes, Properties: rule.done(at) }, { at });
  addEventPermission(event, { Principal: 'events.amazonaws.com', SourceArn: ruleArn }, compilation);
}

/** The queue for events that could not be delivered: the user's, or one that SAM makes. */
function deadLetterQueue(event: FunctionEvent, ruleArn: Value, compilation: Compilation): Value | undefined {
  const { properties, at, logicalId, function: it } = event;
  const { DeadLetterConfig: config } = properties;
  if (!isMapping(config)) return undefined;
  if (!checkDeadLetterConfig(event, config, compilation)) return undefined;
  const { Arn: arn, QueueLogicalId: queueLogicalId } = config;
  if (arn !== undefined && arn !== null) return arn;
  const queueId = typeof queueLogicalId === 'string' ? queueLogicalId : `${logicalId}Queue`;
  const queueArn = { 'Fn::GetAtt': [queueId, 'Arn'] };
  const attributes = derivedAttributes(it);
  compilation.add(it, queueId, { Type: 'AWS::SQS::Queue', ...attributes, Properties: {} }, { at });
  const statement = {
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  };
  const policy = { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [{ Ref: queueId }] };
  compilation.add(it, `${logicalId}QueuePolicy`, { Type: 'AWS::SQS::QueuePolicy', ...attributes, Properties: policy }, { at });
  return queueArn;
}
