import type { Value } from '../../../template.ts';
import { alphanumericName, normalizedName } from '../../naming.ts';
import { eventSourceMapping, networkStatement } from '../event-source-mapping.ts';
import { type EventType, mappingOf, required, requiredText } from '../event-type.ts';
import { consumerGroup, kafkaProperties, knownOfKafka } from '../kafka-settings.ts';
import { afterSlash, nameInArn } from '../source-arn.ts';

/** A topic of a cluster of Amazon MSK. */
export const msk: EventType = {
  name: 'msk',
  compile(events, { service, draft, role }) {
    for (const target of service.functions) {
      const clusters: Value[] = [];
      for (const event of events) {
        if (event.target !== target) continue;
        const settings = mappingOf(event, [...knownOfKafka, 'arn', 'saslScram512']);
        const arn = settings && required(settings, 'arn', 'Give the ARN of the cluster.');
        const topic = settings && requiredText(settings, 'topic', 'Give the name of the topic.');
        if (!settings || arn === undefined || topic === undefined) continue;
        const cluster = nameInArn(arn, afterSlash);
        if (cluster === undefined) {
          settings.invalid('arn', 'does not name a cluster.', 'Write its ARN, !Ref Cluster, or Fn::ImportValue.');
          continue;
        }
        const secret = settings.raw('saslScram512');
        const mapping = eventSourceMapping(service, target, {
          EventSourceArn: arn,
          Topics: [topic],
          ...kafkaProperties(settings),
          AmazonManagedKafkaEventSourceConfig: consumerGroup(settings),
          SourceAccessConfigurations: secret === undefined ? undefined : [{ Type: 'SASL_SCRAM_512_AUTH', URI: secret }],
        });
        clusters.push(arn);
        const names = `${alphanumericName(cluster).slice(0, 79)}${alphanumericName(topic).slice(0, 79)}`;
        draft.add(`${normalizedName(target.key)}EventSourceMappingMSK${names}`, mapping, event.place);
      }
      if (clusters.length === 0) continue;
      role.allow(['kafka:DescribeCluster', 'kafka:GetBootstrapBrokers'], clusters);
      role.add(networkStatement);
    }
  },
};
