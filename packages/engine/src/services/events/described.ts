import { busArn, type EventBridge, type EventBus, type Rule, ruleArn } from './event-bus.ts';

/** A bus as DescribeEventBus and ListEventBuses answer it. */
export function describedBus(on: EventBridge, bus: EventBus): object {
  const { name, description, createdMs, modifiedMs, statements } = bus;
  return {
    Arn: busArn(on, name),
    CreationTime: new Date(createdMs),
    Description: description,
    LastModifiedTime: new Date(modifiedMs),
    Name: name,
    Policy: statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  };
}

/** A rule as ListRules answers it. */
export function describedRule(on: EventBridge, rule: Rule): object {
  return {
    Arn: ruleArn(on, rule),
    Description: rule.description,
    EventBusName: rule.eventBusName,
    EventPattern: rule.eventPattern,
    Name: rule.name,
    RoleArn: rule.roleArn,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
  };
}
