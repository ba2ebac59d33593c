import { properties } from '../../draft.ts';
import { alphanumericName, normalizedName } from '../../naming.ts';
import { eventSourceMapping, filterCriteria, listOfOne, unlessZero } from '../event-source-mapping.ts';
import { type EventType, required, settingsOf } from '../event-type.ts';
import { afterColon, nameInArn } from '../source-arn.ts';

const known = ['arn', 'batchSize', 'enabled', 'filterPatterns', 'functionResponseType', 'maximumBatchingWindow', 'maximumConcurrency'];

/** A queue that is read for the function. */
export const sqs: EventType = {
  name: 'sqs',
  compile(events, { service, draft, role }) {
    const arns = [];
    for (const event of events) {
      const settings = settingsOf(event, 'arn', known);
      const arn = settings && required(settings, 'arn', 'Give the ARN of the queue, or !GetAtt Queue.Arn.');
      if (!settings || arn === undefined) continue;
      const queue = nameInArn(arn, afterColon);
      if (queue === undefined) {
        settings.invalid('arn', 'does not name a queue.', 'Write its ARN, !GetAtt Queue.Arn, or Fn::ImportValue.');
        continue;
      }
      const concurrency = unlessZero(settings.number('maximumConcurrency'));
      const mapping = eventSourceMapping(service, event.target, {
        BatchSize: unlessZero(settings.number('batchSize')) ?? 10,
        MaximumBatchingWindowInSeconds: settings.number('maximumBatchingWindow'),
        EventSourceArn: arn,
        Enabled: settings.flag('enabled') ?? true,
        FunctionResponseTypes: listOfOne(settings.text('functionResponseType')),
        FilterCriteria: filterCriteria(settings),
        ScalingConfig: concurrency === undefined ? undefined : properties({ MaximumConcurrency: concurrency }),
      });
      arns.push(arn);
      draft.add(`${normalizedName(event.target.key)}EventSourceMappingSQS${alphanumericName(queue)}`, mapping, event.place);
    }
    if (arns.length > 0) role.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arns);
  },
};
