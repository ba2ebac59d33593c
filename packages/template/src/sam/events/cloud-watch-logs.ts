import type { EventType } from '../event-type.ts';
import { Members } from '../members.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { addEventPermission, targetArn } from './event-permission.ts';

/** @source "CloudWatchLogs", AWS SAM developer guide */
export const cloudWatchLogs: EventType = {
  type: 'CloudWatchLogs',

  compile(event, compilation) {
    const { properties, owner, at, logicalId, function: it } = event;
    checkShapes(properties, { FilterPattern: 'text', LogGroupName: 'text' }, owner, compilation);
    requireProperties(properties, ['FilterPattern', 'LogGroupName'], owner, at, compilation);
    const logGroup = `arn:${compilation.partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${__LogGroupName__}:*`;
    const sourceArn = { 'Fn::Sub': [logGroup, { __LogGroupName__: properties.LogGroupName ?? null }] };
    const permissionId = addEventPermission(event, { Principal: 'logs.amazonaws.com', SourceArn: sourceArn }, compilation);
    const members = new Members(properties).carry('LogGroupName', 'FilterPattern').set('DestinationArn', targetArn(event));
    const attributes = { DependsOn: [permissionId], ...derivedAttributes(it) };
    compilation.add(it, logicalId, { Type: 'AWS::Logs::SubscriptionFilter', ...attributes, Properties: members.done(at) }, { at });
  },
};
