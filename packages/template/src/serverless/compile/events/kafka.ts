import type { Value } from '../../../template.ts';
import { alphanumericName, normalizedName } from '../../naming.ts';
import type { Section } from '../../section.ts';
import { eventSourceMapping, networkStatement } from '../event-source-mapping.ts';
import { type EventType, mappingOf, required, requiredText } from '../event-type.ts';
import { consumerGroup, kafkaProperties, knownOfKafka } from '../kafka-settings.ts';

/** How each way in is named on AWS, and what is put before its values. */
const accessTypes: { readonly [name: string]: { readonly type: string; readonly prefix?: string } } = {
  vpcSubnet: { type: 'VPC_SUBNET', prefix: 'subnet:' },
  vpcSecurityGroup: { type: 'VPC_SECURITY_GROUP', prefix: 'security_group:' },
  saslPlainAuth: { type: 'BASIC_AUTH' },
  saslScram256Auth: { type: 'SASL_SCRAM_256_AUTH' },
  saslScram512Auth: { type: 'SASL_SCRAM_512_AUTH' },
  clientCertificateTlsAuth: { type: 'CLIENT_CERTIFICATE_TLS_AUTH' },
  serverRootCaCertificate: { type: 'SERVER_ROOT_CA_CERTIFICATE' },
};

/** A topic of a Kafka cluster that one runs oneself. */
export const kafka: EventType = {
  name: 'kafka',
  compile(events, { service, draft, role }) {
    for (const target of service.functions) {
      const secrets: Value[] = [];
      const found = { isRead: false, isInNetwork: false };
      for (const event of events) {
        if (event.target !== target) continue;
        const settings = mappingOf(event, [...knownOfKafka, 'accessConfigurations', 'bootstrapServers', 'onFailureDestination']);
        const access = settings?.section('accessConfigurations');
        if (settings && !access) settings.missing('accessConfigurations', `Give one of ${Object.keys(accessTypes).join(', ')}.`);
        const servers = settings && required(settings, 'bootstrapServers', 'Give the addresses of the brokers.');
        const topic = settings && requiredText(settings, 'topic', 'Give the name of the topic.');
        if (!settings || !access || servers === undefined || topic === undefined) continue;
        const destination = settings.text('onFailureDestination');
        const mapping = eventSourceMapping(service, target, {
          SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: settings.list('bootstrapServers') ?? [] } },
          Topics: [topic],
          ...kafkaProperties(settings),
          SourceAccessConfigurations: accessOf(access, secrets),
          SelfManagedKafkaEventSourceConfig: consumerGroup(settings),
          DestinationConfig: destination ? { OnFailure: { Destination: destination } } : undefined,
        });
        found.isRead = true;
        found.isInNetwork ||= access.has('vpcSubnet');
        draft.add(`${normalizedName(target.key)}EventSourceMappingKafka${alphanumericName(topic).slice(0, 158)}`, mapping, event.place);
      }
      if (found.isRead && secrets.length > 0) role.allow(['secretsmanager:GetSecretValue'], secrets);
      if (found.isInNetwork) role.add(networkStatement);
    }
  },
};

/** @param secrets takes the ARNs that the function must be able to read */
function accessOf(access: Section, secrets: Value[]): Value {
  access.allow(Object.keys(accessTypes));
  if (access.has('vpcSubnet') !== access.has('vpcSecurityGroup')) {
    const missing = access.has('vpcSubnet') ? 'vpcSecurityGroup' : 'vpcSubnet';
    access.missing(missing, `You must specify at least one "${missing}" accessConfiguration: the two go together.`);
  }
  return access.names.flatMap((name) => {
    const known = Object.hasOwn(accessTypes, name) ? accessTypes[name] : undefined;
    if (!known) return [];
    return access.texts(name).map((value) => {
      if (known.prefix === undefined) secrets.push(value);
      return { Type: known.type, URI: `${known.prefix ?? ''}${value}` };
    });
  });
}
