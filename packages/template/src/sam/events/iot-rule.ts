import type { EventType } from '../event-type.ts';
import { Members } from '../members.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { addEventPermission, targetArn } from './event-permission.ts';

/** @source "IoTRule", AWS SAM developer guide */
export const ioTRule: EventType = {
  type: 'IoTRule',

  compile(event, compilation) {
    const { properties, owner, at, logicalId, function: it } = event;
    checkShapes(properties, { AwsIotSqlVersion: 'text or map', Sql: 'text or map' }, owner, compilation);
    requireProperties(properties, ['Sql'], owner, at, compilation);
    const arn = `arn:${compilation.partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/\${RuleName}`;
    const sourceArn = { 'Fn::Sub': [arn, { RuleName: { Ref: logicalId } }] };
    const sourceAccount = { 'Fn::Sub': '${AWS::AccountId}' };
    addEventPermission(event, { Principal: 'iot.amazonaws.com', SourceArn: sourceArn, SourceAccount: sourceAccount }, compilation);
    const { Sql: sql = null, AwsIotSqlVersion: version } = properties;
    const payload = {
      Sql: sql,
      RuleDisabled: false,
      Actions: [{ Lambda: { FunctionArn: targetArn(event) } }],
      ...(version && { AwsIotSqlVersion: version }),
    };
    const members = new Members(properties).from('Sql', 'TopicRulePayload', payload).done(at);
    compilation.add(it, logicalId, { Type: 'AWS::IoT::TopicRule', ...derivedAttributes(it), Properties: members }, { at });
  },
};
