import { copyPlaces, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { reportInvalid } from '../compilation.ts';
import type { EventType } from '../event-type.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';
import { addEventPermission, targetArn, targetId } from './event-permission.ts';

/** Triggers of a user pool of the same template. @source "Cognito", AWS SAM developer guide */
export const cognito: EventType = {
  type: 'Cognito',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(properties, { Trigger: 'text or list', UserPool: 'any' }, owner, compilation);
    if (!requireProperties(properties, ['UserPool', 'Trigger'], owner, at, compilation)) return;
    const { UserPool: named, Trigger: trigger = null } = properties;
    const poolId = isMapping(named) && typeof named.Ref === 'string' ? named.Ref : '';
    const pool = compilation.changed.get(poolId) ?? compilation.written[poolId];
    if (!isMapping(pool)) {
      const hint = 'Write UserPool: !Ref POOL, where POOL is an AWS::Cognito::UserPool of this template.';
      const place = placeOfMember(properties, 'UserPool');
      reportInvalid(compilation, `${owner} names a user pool that is not in this template.`, place, { code: 'UNRESOLVED_REF', hint });
      return;
    }
    // One permission serves all triggers.
    const permissionId = `${targetId(event)}CognitoPermission`;
    const permission = { Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': [poolId, 'Arn'] } };
    addEventPermission(event, permission, compilation, { logicalId: permissionId, replace: true });
    const before = isMapping(pool.Properties) ? pool.Properties : {};
    const config: Mapping = isMapping(before.LambdaConfig) ? before.LambdaConfig : {};
    if (Array.isArray(trigger) && !trigger.every((it) => typeof it === 'string')) {
      reportInvalid(
        compilation,
        `Trigger of ${owner.replace('The', 'the')} must be a list of texts.`,
        placeOfMember(properties, 'Trigger'),
      );
      return;
    }
    const triggers = (Array.isArray(trigger) ? trigger : [trigger]).map(String);
    for (const name of triggers.filter((it) => config[it] !== undefined)) {
      const place = placeOfMember(properties, 'Trigger');
      reportInvalid(compilation, `${owner} sets the trigger ${name}, which the user pool has already.`, place);
    }
    const added = Object.fromEntries(triggers.map((it) => [it, targetArn(event)]));
    const after = copyPlaces(before, { ...before, LambdaConfig: copyPlaces(config, { ...config, ...added }) });
    compilation.changed.set(poolId, copyPlaces(pool, { ...pool, Properties: after }));
  },
};
