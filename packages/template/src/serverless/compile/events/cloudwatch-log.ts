import type { Value } from '../../../template.ts';
import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import { type EventType, requiredText, settingsOf } from '../event-type.ts';
import { invocationTarget, servicePermission } from '../invocation.ts';

const maximumFiltersOfGroup = 2;

/** The lines of a log group. */
export const cloudwatchLog: EventType = {
  name: 'cloudwatchLog',
  compile(events, { draft }) {
    const groups = new Map<string, string[]>();
    const counts = new Map<string, number>();
    for (const event of events) {
      const { target, number, place } = event;
      const settings = settingsOf(event, 'logGroup', ['filter', 'logGroup']);
      const group =
        settings && requiredText(settings, 'logGroup', 'Give the name of the log group, as /aws/lambda/hello.')?.replace(/\r?\n/g, '');
      if (!settings || group === undefined) continue;
      const count = (counts.get(group) ?? 0) + 1;
      counts.set(group, count);
      if (count > maximumFiltersOfGroup)
        settings.invalid('logGroup', `has more than ${maximumFiltersOfGroup} subscription filters.`, 'A log group takes two: remove one.');
      const ofFunction = [...(groups.get(target.key) ?? []), group];
      groups.set(target.key, ofFunction);
      const permissionId = `${normalizedName(target.key)}LambdaPermissionLogsSubscriptionFilterCloudWatchLog`;
      const filter = properties({
        LogGroupName: group,
        FilterPattern: unescaped((settings.text('filter') ?? '').replace(/\r?\n/g, '')),
        DestinationArn: invocationTarget(target),
      });
      const waits = [permissionId, ...(target.alias ? [target.alias.logicalId] : [])];
      const id = `${normalizedName(target.key)}LogsSubscriptionFilterCloudWatchLog${number}`;
      draft.add(id, { Type: 'AWS::Logs::SubscriptionFilter', DependsOn: waits, Properties: filter }, place);
      const principal = { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };
      const start: Value[] = ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
      const source = { 'Fn::Join': ['', [...start, ':log-group:', shared(ofFunction), ':*']] };
      const permission = servicePermission(invocationTarget(target), principal, { SourceArn: source });
      draft.add(permissionId, { ...permission, ...(target.alias && { DependsOn: [target.alias.logicalId] }) }, place);
    }
  },
};

/** Quotes that are escaped, as those in a single-quoted YAML text, are those of the pattern. */
function unescaped(pattern: string): string {
  const slash = pattern.indexOf('\\');
  const quote = pattern.indexOf('"');
  return slash >= 0 && quote > slash ? pattern.replace(/\\("|\\|')/g, '$1') : pattern;
}

/** One permission covers all groups of a function: what their names begin with. */
function shared(groups: readonly string[]): string {
  const [first = '', ...others] = groups;
  let common = first;
  for (const it of others) {
    let length = 0;
    while (length < common.length && common[length] === it[length]) length += 1;
    common = common.slice(0, length);
  }
  return groups.length > 1 && !common.endsWith('*') ? `${common}*` : common;
}
