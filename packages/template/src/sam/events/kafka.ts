import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import type { Members } from '../members.ts';
import type { Mapping } from '../sam-resource.ts';
import { keyStatements, secretStatement, vpcStatement } from './broker-access.ts';
import { polled } from './event-source-mapping.ts';
import { schemaRegistryStatements } from './schema-registry.ts';

const authMechanisms = ['SASL_SCRAM_256_AUTH', 'SASL_SCRAM_512_AUTH', 'BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'];
const certificate = 'SERVER_ROOT_CA_CERTIFICATE';

/** @source "MSK", AWS SAM developer guide */
export const msk: EventType = polled({
  type: 'MSK',
  source: 'Stream',
  required: ['Stream', 'StartingPosition'],
  policy: 'AWSLambdaMSKExecutionRole',

  addOwn(event, members, compilation) {
    addKafkaConfig(event, 'AmazonManagedKafkaEventSourceConfig', members);
    const { SourceAccessConfigurations: configurations } = event.properties;
    const secrets = (Array.isArray(configurations) ? configurations : [])
      .filter(isMapping)
      .filter(({ Type: type, URI: uri }) => type === 'CLIENT_CERTIFICATE_TLS_AUTH' && uri);
    const statements = [...schemaRegistryStatements(event, compilation), ...secrets.map(({ URI: uri }) => secretStatement(uri ?? null))];
    if (statements.length === 0) return;
    event.role.inline.push({ PolicyName: 'MSKExecutionRolePolicy', PolicyDocument: { Statement: statements } });
  },
});

/** @source "SelfManagedKafka", AWS SAM developer guide */
export const selfManagedKafka: EventType = polled({
  type: 'SelfManagedKafka',
  required: ['KafkaBootstrapServers', 'Topics', 'SourceAccessConfigurations'],

  addOwn(event, members, compilation) {
    const { properties, owner, at } = event;
    const { KafkaBootstrapServers: servers, Topics: topics, SourceAccessConfigurations: configurations } = properties;
    addKafkaConfig(event, 'SelfManagedKafkaEventSourceConfig', members);
    if (servers) members.from('KafkaBootstrapServers', 'SelfManagedEventSource', { Endpoints: { KafkaBootstrapServers: servers } });
    if (Array.isArray(topics) && topics.length !== 1) {
      reportInvalid(compilation, `${owner} must have one topic in Topics.`, placeOfMember(properties, 'Topics') ?? at);
    }
    const access = accessStatements(event, Array.isArray(configurations) ? configurations : [], compilation);
    const statements = [...access, ...keyStatements(event, ['kms:Decrypt']), ...schemaRegistryStatements(event, compilation)];
    const document = { Statement: statements, Version: '2012-10-17' };
    event.role.inline.push({ PolicyDocument: document, PolicyName: 'SelfManagedKafkaExecutionRolePolicy' });
  },
});

function addKafkaConfig({ properties }: FunctionEvent, member: string, members: Members): void {
  const { ConsumerGroupId: group, SchemaRegistryConfig: registry } = properties;
  if (!group && !registry) return;
  members.from(group ? 'ConsumerGroupId' : 'SchemaRegistryConfig', member, {
    ...(group && { ConsumerGroupId: group }),
    ...(registry && { SchemaRegistryConfig: registry }),
  });
}

/** What the function needs to reach the cluster: its secret, and the network it is in. */
function accessStatements(event: FunctionEvent, configurations: readonly Value[], compilation: Compilation): readonly Mapping[] {
  const { properties, owner, at } = event;
  const place = placeOfMember(properties, 'SourceAccessConfigurations') ?? at;
  const refuse = (what: string): void =>
    reportInvalid(compilation, `SourceAccessConfigurations of ${owner.replace('The', 'the')} ${what}.`, place);
  const types: string[] = [];
  const secrets: Value[] = [];
  for (const configuration of configurations) {
    const { Type: type, URI: uri } = isMapping(configuration) ? configuration : {};
    if (typeof type !== 'string' || !['VPC_SUBNET', 'VPC_SECURITY_GROUP', certificate, ...authMechanisms].includes(type)) {
      refuse(`have the unknown Type ${JSON.stringify(type)}`);
    } else if (!uri || (typeof uri !== 'string' && !isIntrinsic(uri))) refuse(`have no URI for ${type}`);
    else {
      types.push(type);
      if (authMechanisms.includes(type)) secrets.push(uri);
    }
  }
  if (secrets.length > 1) refuse('name more than one way to authenticate');
  const [subnet, group] = ['VPC_SUBNET', 'VPC_SECURITY_GROUP'].map((it) => types.includes(it));
  if (subnet !== group) refuse('need both VPC_SUBNET and VPC_SECURITY_GROUP, or neither');
  // SAM names the first secret again for the certificate of the server.
  const [secret = null] = secrets;
  return [
    ...(secret === null ? [] : [secretStatement(secret)]),
    ...(types.includes(certificate) ? [secretStatement(secret)] : []),
    ...(subnet && group ? [vpcStatement] : []),
  ];
}
