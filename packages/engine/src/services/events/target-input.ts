import { type Event, toSeconds } from './event.ts';
import { type EventBridge, type Rule, ruleArn } from './event-bus.ts';
import { valueAt } from './input-path.ts';
import { fillTemplate, type Variables, variablesOf } from './input-transformer.ts';
import type { Target } from './target.ts';

/** What a target gets of an event: the event, a part of it, a constant, or a template filled from it. */
export function targetInput(on: EventBridge, rule: Rule, target: Target, event: Event): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? {});
  if (!InputTransformer) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  return fillTemplate(InputTemplate, { ...variablesOf(InputPathsMap, event), ...predefined(on, rule, event) });
}

/** @source "Predefined variables", EventBridge user guide; their form was recorded from AWS by localstack's tests */
function predefined(on: EventBridge, rule: Rule, event: Event): Variables {
  const ingestionTime = toSeconds(on.world.now());
  const { id, account, source, region, resources, version, 'detail-type': detailType } = event;
  return {
    'aws.events.rule-arn': ruleArn(on, rule),
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': ingestionTime,
    'aws.events.event': { id, account, detailType, time: ingestionTime, source, region, resources, version },
    'aws.events.event.json': event,
  };
}
