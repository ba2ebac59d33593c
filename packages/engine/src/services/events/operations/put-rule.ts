import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure, validationError } from '../../../protocol/shape.ts';
import { parseSchedule, type Schedule } from '../../schedule-expression/schedule-expression.ts';
import { defaultBus, type EventBridge, findBus, ruleArn } from '../event-bus.ts';
import { keepRule } from '../keep-rule.ts';
import { readPattern } from '../read-pattern.ts';
import { arn, busNameOrArn, ruleName, tagList, tagsOf } from '../shapes.ts';

const input = structure('com.amazonaws.events.PutRuleRequest', {
  Name: required(ruleName),
  ScheduleExpression: string({ max: 256 }),
  EventPattern: string({ max: 4096 }),
  State: string({ values: ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] }),
  Description: string({ max: 512 }),
  RoleArn: arn,
  Tags: tagList,
  EventBusName: busNameOrArn,
});

/** @source "PutRule", EventBridge API reference: what an update leaves out is gone; targets and tags stay */
export const putRule: RpcOperation<EventBridge> = rpcOperation('PutRule', input, (on: EventBridge, request) => {
  const { Name, EventPattern = '', ScheduleExpression = '', State = 'ENABLED', Description, RoleArn, Tags } = request;
  if (EventPattern === '' && ScheduleExpression === '')
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  const bus = findBus(on, request.EventBusName);
  const schedule = ScheduleExpression === '' ? undefined : scheduleOf(ScheduleExpression, bus.name);
  const before = bus.rules.get(Name);
  const rule = {
    name: Name,
    eventBusName: bus.name,
    scheduleExpression: schedule && ScheduleExpression,
    schedule,
    eventPattern: EventPattern === '' ? undefined : EventPattern,
    pattern: EventPattern === '' ? undefined : readPattern(EventPattern),
    state: State,
    description: Description,
    roleArn: RoleArn,
    tags: before?.tags ?? tagsOf(Tags),
    targets: before?.targets ?? new Map(),
    putMs: on.world.now(),
  };
  keepRule(on, rule);
  return { RuleArn: ruleArn(on, rule) };
});

/** @throws ServiceError ValidationException */
function scheduleOf(expression: string, eventBusName: string): Schedule {
  if (eventBusName !== defaultBus) throw validationError('ScheduleExpression is supported only on the default event bus.');
  const schedule = parseSchedule(expression, { strictPlural: true, allowsAt: false, timeZone: 'UTC' });
  if (!schedule) throw validationError('Parameter ScheduleExpression is not valid.');
  return schedule;
}
