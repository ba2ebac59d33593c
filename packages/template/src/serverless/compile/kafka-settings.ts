import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import type { Section } from '../section.ts';
import { filterCriteria, unlessZero } from './event-source-mapping.ts';

/** What every event of Kafka may say beside its source and topic. */
export const knownOfKafka: readonly string[] = [
  'batchSize',
  'consumerGroupId',
  'enabled',
  'filterPatterns',
  'maximumBatchingWindow',
  'provisionedPollerConfig',
  'startingPosition',
  'startingPositionTimestamp',
  'topic',
];

/** The same as properties of the mapping. */
export function kafkaProperties(settings: Section): { readonly [property: string]: Value | undefined } {
  const timestamp = settings.number('startingPositionTimestamp');
  if (settings.text('startingPosition') === 'AT_TIMESTAMP' && timestamp === undefined)
    settings.missing('startingPositionTimestamp', 'Give the time to start at, in seconds since 1970: AT_TIMESTAMP needs it.');
  const pollers = settings.section('provisionedPollerConfig');
  pollers?.allow(['maximumPollers', 'minimumPollers']);
  return {
    StartingPosition: settings.text('startingPosition') ?? 'TRIM_HORIZON',
    StartingPositionTimestamp: timestamp,
    BatchSize: unlessZero(settings.number('batchSize')),
    MaximumBatchingWindowInSeconds: unlessZero(settings.number('maximumBatchingWindow')),
    Enabled: settings.flag('enabled'),
    FilterCriteria: filterCriteria(settings),
    ProvisionedPollerConfig:
      pollers && properties({ MinimumPollers: pollers.number('minimumPollers'), MaximumPollers: pollers.number('maximumPollers') }),
  };
}

/** The group that reads together. */
export function consumerGroup(settings: Section): Value | undefined {
  const group = settings.text('consumerGroupId');
  return group ? { ConsumerGroupId: group } : undefined;
}
