import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { asText } from '../../as-text.ts';
import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import type { Section } from '../../section.ts';
import { type EventCompilation, type EventType, type FunctionEvent, settingsOf } from '../event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';
import { inputTransformer, unquoted } from '../target-input.ts';

const known = [
  'description',
  'enabled',
  'groupName',
  'input',
  'inputPath',
  'inputTransformer',
  'method',
  'name',
  'rate',
  'roleArn',
  'timezone',
];
const methods = ['eventBus', 'scheduler'];

/** A rule of EventBridge, or a schedule of EventBridge Scheduler, for each `rate`. */
export const schedule: EventType = {
  name: 'schedule',
  compile(events, compilation) {
    const numbers = new Map<string, number>();
    const scheduled = new Set<FunctionEvent['target']>();
    for (const event of events) {
      const settings = settingsOf(event, 'rate', known);
      if (!settings) continue;
      const method = settings.text('method') ?? 'eventBus';
      if (!methods.includes(method)) settings.invalid('method', `is "${method}".`, `Take one of ${methods.join(', ')}.`);
      for (const rate of rates(settings)) {
        const number = (numbers.get(event.target.key) ?? 0) + 1;
        numbers.set(event.target.key, number);
        if (method === 'scheduler') {
          scheduled.add(event.target);
          compileSchedule(event, settings, { rate, number }, compilation);
        } else compileRule(event, settings, { rate, number }, compilation);
      }
    }
    allowScheduler(scheduled, compilation);
  },
};

interface Rate {
  readonly rate: Value;
  /** From 1, among the schedules of the function. */
  readonly number: number;
}

const rateSyntax = /^rate\((?:1 (?:minute|hour|day)|(?:1\d+|[2-9]\d*) (?:minute|hour|day)s)\)$|^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/;

function rates(settings: Section): readonly Value[] {
  const list = settings.list('rate') ?? [];
  if (list.length === 0) settings.missing('rate', 'Give rate(5 minutes) or cron(0 12 * * ? *).');
  for (const rate of list) {
    if (typeof rate === 'object' || rateSyntax.test(String(rate))) continue;
    settings.invalid('rate', `has ${JSON.stringify(rate)}.`, 'Write rate(1 minute), rate(5 minutes) or cron(0 12 * * ? *).');
  }
  if (list.length > 1 && settings.has('name'))
    settings.invalid('name', 'names one schedule, and there are several rates.', 'Remove it, or write one event for each rate.');
  return list;
}

function compileRule(event: FunctionEvent, settings: Section, { rate, number }: Rate, { draft }: EventCompilation): void {
  const { target, place } = event;
  for (const name of ['timezone', 'groupName'])
    if (settings.has(name)) settings.invalid(name, 'is of EventBridge Scheduler.', 'Add "method: scheduler".');
  const id = `${normalizedName(target.key)}EventsRuleSchedule${number}`;
  const arn = invocationTarget(target);
  const input = inputOf(settings);
  const rule = properties(
    {
      ScheduleExpression: rate,
      State: settings.flag('enabled') === false ? 'DISABLED' : 'ENABLED',
      Name: settings.text('name'),
      Description: settings.text('description'),
      Targets: [
        properties({
          Input: input === undefined ? undefined : unquoted(settings, 'input', input),
          InputPath: settings.text('inputPath'),
          InputTransformer: inputTransformer(settings),
          Arn: arn,
          Id: `${target.key}Schedule`,
        }),
      ],
    },
    { ScheduleExpression: [settings, 'rate'] },
  );
  draft.add(id, { Type: 'AWS::Events::Rule', ...afterAlias(target), Properties: rule }, place);
  const permission = servicePermission(arn, 'events.amazonaws.com', { SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } });
  draft.add(`${normalizedName(target.key)}LambdaPermissionEventsRuleSchedule${number}`, { ...permission, ...afterAlias(target) }, place);
}

function compileSchedule(event: FunctionEvent, settings: Section, { rate, number }: Rate, { draft }: EventCompilation): void {
  const { target, place } = event;
  for (const name of ['inputTransformer', 'inputPath'])
    if (settings.has(name)) settings.invalid(name, 'is not of EventBridge Scheduler.', 'Write input, or remove "method: scheduler".');
  const resource = draft.resources[target.logicalId]?.Properties;
  const role = settings.raw('roleArn') ?? (isMapping(resource) ? resource.Role : undefined);
  const all = properties(
    {
      ScheduleExpression: rate,
      State: settings.flag('enabled') === false ? 'DISABLED' : 'ENABLED',
      Target: properties({ Arn: invocationTarget(target), RoleArn: role, Input: inputOf(settings) }),
      FlexibleTimeWindow: { Mode: 'OFF' },
      Name: settings.text('name'),
      GroupName: settings.raw('groupName'),
      Description: settings.text('description'),
      ScheduleExpressionTimezone: settings.text('timezone'),
    },
    { ScheduleExpression: [settings, 'rate'] },
  );
  const id = `${normalizedName(target.key)}SchedulerSchedule${number}`;
  draft.add(id, { Type: 'AWS::Scheduler::Schedule', ...afterAlias(target), Properties: all }, place);
}

/** A mapping as JSON; its `body`, when that is JSON in a text, as what it says. */
function inputOf(settings: Section): string | undefined {
  const written = settings.raw('input');
  if (written === undefined || written === '') return undefined;
  if (!isMapping(written)) return typeof written === 'object' ? JSON.stringify(written) : asText(written);
  if (typeof written.body !== 'string') return JSON.stringify(written);
  try {
    const body: Value = JSON.parse(written.body);
    return JSON.stringify({ ...written, body });
  } catch {
    settings.invalid('input', 'has a "body" that is no JSON.', 'Write the body as a mapping, or as valid JSON in quotes.');
    return undefined;
  }
}

/** The shared role may be taken by the scheduler, and invoke what it schedules. */
function allowScheduler(targets: ReadonlySet<FunctionEvent['target']>, { role }: EventCompilation): void {
  if (targets.size === 0) return;
  role.trust('scheduler.amazonaws.com');
  const arns = [...targets].flatMap(({ functionName }): Value[] => {
    const arn = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${functionName}`;
    return [{ 'Fn::Sub': arn }, { 'Fn::Sub': `${arn}:*` }];
  });
  role.allow(['lambda:InvokeFunction'], arns);
}
