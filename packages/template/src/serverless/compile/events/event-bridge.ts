import { createHash } from 'node:crypto';
import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { properties } from '../../draft.ts';
import { alphanumericName, normalizedName, upperFirst } from '../../naming.ts';
import type { Section } from '../../section.ts';
import { type EventCompilation, type EventType, type FunctionEvent, mappingOf, refuseEvent } from '../event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';
import { onlyOneInput } from '../target-input.ts';

const known = [
  'deadLetterQueueArn',
  'description',
  'enabled',
  'eventBus',
  'input',
  'inputPath',
  'inputTransformer',
  'name',
  'pattern',
  'retryPolicy',
  'schedule',
];

/** A rule on an event bus: the default one, one that is there, or one that the name makes. */
export const eventBridge: EventType = {
  name: 'eventBridge',
  compile(events, compilation) {
    const isCustom = compilation.service.provider.section('eventBridge')?.flag('useCloudFormation') === false;
    for (const event of events) {
      const settings = mappingOf(event, known);
      if (isCustom) {
        const hint = 'Remove "provider.eventBridge.useCloudFormation", or run with --allow-unsupported to leave this event out.';
        refuseEvent(event, 'Serverless makes the rule by a custom resource, code of its own on AWS.', hint);
      } else if (settings) compileRule(event, settings, compilation);
    }
  },
};

function compileRule(event: FunctionEvent, settings: Section, { draft }: EventCompilation): void {
  const { target, position, place } = event;
  if (settings.raw('pattern') === undefined && settings.raw('schedule') === undefined)
    settings.missing('pattern', 'Give the pattern of the events, or a schedule.');
  onlyOneInput(settings);
  const bus = busOf(settings);
  const busId = bus.isMade ? `${normalizedName(bus.name)}EventBridgeEventBus` : undefined;
  if (busId !== undefined) draft.add(busId, { Type: 'AWS::Events::EventBus', Properties: properties({ Name: bus.name }) }, place);
  const name = `${target.functionName}-rule-${position}`;
  const ruleName = settings.text('name') || shortened(name, `rule-${position}`);
  const all = properties({
    Description: settings.text('description'),
    EventBusName: bus.name === 'default' ? undefined : bus.name,
    EventPattern: settings.raw('pattern'),
    Name: ruleName,
    ScheduleExpression: settings.text('schedule'),
    State: settings.flag('enabled') === false ? 'DISABLED' : 'ENABLED',
    Targets: [
      properties({
        Arn: invocationTarget(target),
        Id: shortened(`${ruleName}-target`, 'target'),
        ...delivery(settings),
        ...input(settings),
      }),
    ],
  });
  const waits = [...(target.alias ? [target.alias.logicalId] : []), ...(busId === undefined ? [] : [busId])];
  const dependsOn = waits.length === 0 ? {} : { DependsOn: waits.length === 1 ? (waits[0] ?? null) : waits };
  draft.add(`${alphanumericName(name)}EventBridgeRule`, { Type: 'AWS::Events::Rule', ...dependsOn, Properties: all }, place);
  const path: Value[] = bus.name === undefined || bus.name === 'default' ? [ruleName] : [bus.name, ruleName];
  const parts: Value[] = ['arn', { Ref: 'AWS::Partition' }, 'events', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }];
  const source = { 'Fn::Join': [':', [...parts, { 'Fn::Join': ['/', ['rule', ...path]] }]] };
  const permission = servicePermission(invocationTarget(target), 'events.amazonaws.com', { SourceArn: source });
  draft.add(`${normalizedName(target.key)}EventBridgeLambdaPermission${position}`, { ...permission, ...afterAlias(target) }, place);
}

type Bus = { readonly isMade: true; readonly name: string } | { readonly isMade: false; readonly name: Value | undefined };

/** A text that is no ARN names a bus that the stack makes. */
function busOf(settings: Section): Bus {
  const written = settings.raw('eventBus');
  if (written === undefined || isMapping(written)) return { isMade: false, name: written };
  const name = settings.text('eventBus') ?? '';
  if (name.startsWith('arn')) return { isMade: false, name: name.slice(name.indexOf('/') + 1) };
  return name === '' || name === 'default' ? { isMade: false, name: name || undefined } : { isMade: true, name };
}

/** How the event is delivered, and where it goes when it is not. */
function delivery(settings: Section): { readonly [property: string]: Value | undefined } {
  const retry = settings.section('retryPolicy');
  const queue = settings.raw('deadLetterQueueArn');
  return {
    RetryPolicy:
      retry &&
      properties({
        MaximumEventAgeInSeconds: retry.number('maximumEventAge'),
        MaximumRetryAttempts: retry.number('maximumRetryAttempts'),
      }),
    DeadLetterConfig: queue === undefined ? undefined : { Arn: queue },
  };
}

/** The first of the three that is written. */
function input(settings: Section): { readonly [property: string]: Value | undefined } {
  const written = settings.raw('input');
  if (written !== undefined) return { Input: JSON.stringify(written) };
  const path = settings.text('inputPath');
  if (path !== undefined) return { InputPath: path };
  const transformer = settings.section('inputTransformer');
  transformer?.allow(['inputPathsMap', 'inputTemplate']);
  if (!transformer) return {};
  return { InputTransformer: Object.fromEntries(transformer.names.map((it) => [upperFirst(it), transformer.raw(it) ?? null])) };
}

/** EventBridge takes 64 characters: of a longer name its beginning and its digest stay. */
function shortened(name: string, suffix: string): string {
  if (name.length <= 64) return name;
  return `${name.slice(0, 31 - suffix.length)}${createHash('md5').update(name).digest('hex')}-${suffix}`;
}
