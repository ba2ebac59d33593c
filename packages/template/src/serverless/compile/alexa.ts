import { isMapping } from '../../source.ts';
import { properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import { type EventCompilation, type FunctionEvent, requiredText, settingsOf } from './event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from './invocation.ts';

/** The permission of a skill to invoke its function; disabled it may not. */
export function compileSkill(event: FunctionEvent, principal: string, suffix: string, { draft }: EventCompilation): void {
  const { target, number, place } = event;
  const settings = settingsOf(event, 'appId', ['appId', 'enabled']);
  const appId = settings && requiredText(settings, 'appId', 'Give the id of the skill.');
  if (!settings || appId === undefined) return;
  const permission = servicePermission(invocationTarget(target), principal, { EventSourceToken: appId.replace(/\\n|\\r/g, '') });
  const isEnabled = settings.flag('enabled') ?? true;
  const held = permission.Properties;
  const all = isEnabled ? held : properties({ ...(isMapping(held) && held), Action: 'lambda:DisableInvokeFunction' });
  const id = `${normalizedName(target.key)}LambdaPermission${suffix}${number}`;
  draft.add(id, { Type: 'AWS::Lambda::Permission', ...afterAlias(target), Properties: all ?? {} }, place);
}
