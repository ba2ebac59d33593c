import type { Value } from '../../template.ts';
import { alphanumericName, normalizedName } from '../naming.ts';
import { eventSourceMapping, filterCriteria, networkStatement, unlessZero } from './event-source-mapping.ts';
import { type EventCompilation, type FunctionEvent, mappingOf, required, requiredText } from './event-type.ts';

const known = ['arn', 'basicAuthArn', 'batchSize', 'enabled', 'filterPatterns', 'maximumBatchingWindow', 'queue'];

/**
 * Queues of an Amazon MQ broker that are read for functions; their role may read the secret and find the broker.
 *
 * @param name of the broker's kind, in logical ids
 */
export function compileBrokers(
  events: readonly FunctionEvent[],
  { service, draft, role }: EventCompilation,
  { name, hasVirtualHost }: { readonly name: string; readonly hasVirtualHost: boolean },
): void {
  for (const target of service.functions) {
    const secrets: Value[] = [];
    const brokers: Value[] = [];
    for (const event of events) {
      if (event.target !== target) continue;
      const settings = mappingOf(event, hasVirtualHost ? [...known, 'virtualHost'] : known);
      const arn = settings && required(settings, 'arn', 'Give the ARN of the broker.');
      const secret = settings && required(settings, 'basicAuthArn', 'Give the ARN of the secret with name and password.');
      const queue = settings && requiredText(settings, 'queue', 'Give the name of the queue.');
      if (!settings || arn === undefined || secret === undefined || queue === undefined) continue;
      const host = hasVirtualHost ? settings.text('virtualHost') || undefined : undefined;
      const mapping = eventSourceMapping(service, target, {
        EventSourceArn: arn,
        Queues: [queue],
        SourceAccessConfigurations: [
          { Type: 'BASIC_AUTH', URI: secret },
          ...(host === undefined ? [] : [{ Type: 'VIRTUAL_HOST', URI: host }]),
        ],
        BatchSize: unlessZero(settings.number('batchSize')),
        MaximumBatchingWindowInSeconds: unlessZero(settings.number('maximumBatchingWindow')),
        Enabled: settings.flag('enabled'),
        FilterCriteria: filterCriteria(settings),
      });
      brokers.push(arn);
      secrets.push(secret);
      const id = `${normalizedName(target.key)}EventSourceMapping${name}${alphanumericName(queue).slice(0, 150)}`;
      draft.add(id, mapping, event.place);
    }
    if (brokers.length === 0) continue;
    role.allow(['secretsmanager:GetSecretValue'], secrets);
    role.allow(['mq:DescribeBroker'], brokers);
    role.add(networkStatement);
  }
}
