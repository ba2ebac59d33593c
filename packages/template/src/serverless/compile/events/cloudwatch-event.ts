import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { asText } from '../../as-text.ts';
import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import type { Section } from '../../section.ts';
import { type EventType, mappingOf, required } from '../event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';
import { inputTransformer, onlyOneInput, unquoted } from '../target-input.ts';

const known = ['description', 'enabled', 'event', 'input', 'inputPath', 'inputTransformer', 'name'];

/** A rule for events of AWS, on the default bus. */
export const cloudwatchEvent: EventType = {
  name: 'cloudwatchEvent',
  compile(events, { draft }) {
    for (const event of events) {
      const { target, number, place } = event;
      const settings = mappingOf(event, known);
      const pattern = settings && required(settings, 'event', 'Give the pattern of the events: source, detail-type, detail.');
      if (!settings || pattern === undefined) continue;
      onlyOneInput(settings);
      const id = `${normalizedName(target.key)}EventsRuleCloudWatchEvent${number}`;
      const arn = invocationTarget(target);
      const rule = properties({
        EventPattern: pattern,
        State: settings.flag('enabled') === false ? 'DISABLED' : 'ENABLED',
        Description: settings.text('description'),
        Name: settings.text('name'),
        Targets: [
          properties({
            Input: input(settings),
            InputPath: settings.text('inputPath'),
            InputTransformer: inputTransformer(settings),
            Arn: arn,
            Id: `${target.key}CloudWatchEvent`,
          }),
        ],
      });
      draft.add(id, { Type: 'AWS::Events::Rule', ...afterAlias(target), Properties: rule }, place);
      const permission = servicePermission(arn, 'events.amazonaws.com', { SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } });
      const permissionId = `${normalizedName(target.key)}LambdaPermissionEventsRuleCloudWatchEvent${number}`;
      draft.add(permissionId, { ...permission, ...afterAlias(target) }, place);
    }
  },
};

/** A mapping as JSON; escaped line breaks in it are left out, as osls does. */
function input(settings: Section): Value | undefined {
  const written = settings.raw('input');
  if (written === undefined || written === '') return undefined;
  const text = isMapping(written) ? JSON.stringify(written) : asText(written);
  return unquoted(settings, 'input', text.replace(/\\n|\\r/g, ''));
}
