import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import { type EventType, mappingOf, requiredText } from '../event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';

/** A rule over the messages of things. */
export const iot: EventType = {
  name: 'iot',
  compile(events, { draft }) {
    for (const event of events) {
      const { target, number, place } = event;
      const settings = mappingOf(event, ['description', 'enabled', 'name', 'sql', 'sqlVersion']);
      const sql = settings && requiredText(settings, 'sql', "Give the rule's statement, as SELECT * FROM 'topic'.");
      if (!settings || sql === undefined) continue;
      const line = (text: string | undefined): string | undefined => text?.replace(/\r?\n/g, '') || undefined;
      const id = `${normalizedName(target.key)}IotTopicRule${number}`;
      const rule = properties({
        RuleName: line(settings.text('name')),
        TopicRulePayload: properties({
          RuleDisabled: settings.flag('enabled') === false,
          Sql: sql.replace(/\r?\n/g, ''),
          Actions: [{ Lambda: { FunctionArn: invocationTarget(target) } }],
          Description: line(settings.text('description')),
          AwsIotSqlVersion: line(settings.text('sqlVersion')),
        }),
      });
      draft.add(id, { Type: 'AWS::IoT::TopicRule', ...afterAlias(target), Properties: rule }, place);
      const source = {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':iot:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':rule/', { Ref: id }],
        ],
      };
      const permission = servicePermission(invocationTarget(target), 'iot.amazonaws.com', { SourceArn: source });
      draft.add(`${normalizedName(target.key)}LambdaPermissionIotTopicRule${number}`, { ...permission, ...afterAlias(target) }, place);
    }
  },
};
