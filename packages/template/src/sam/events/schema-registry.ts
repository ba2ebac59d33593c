import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { FunctionEvent } from '../event-type.ts';
import type { Mapping } from '../sam-resource.ts';
import { secretStatement } from './broker-access.ts';

/**
 * What the function needs to read the schemas of a topic: the registry's secrets, and the registry when it is AWS Glue's.
 * @source "SchemaRegistryConfig" of "MSK", AWS SAM developer guide
 */
export function schemaRegistryStatements(event: FunctionEvent, compilation: Compilation): readonly Mapping[] {
  const { SchemaRegistryConfig: config } = event.properties;
  if (!isMapping(config) || Object.keys(config).length === 0 || !checkConfig(event, config, compilation)) return [];
  const { AccessConfigs: access, SchemaRegistryURI: uri = null } = config;
  const secrets = (Array.isArray(access) ? access : []).filter(isMapping).map((it) => secretStatement(it.URI ?? null));
  const name = registryName(uri, compilation);
  if (name === undefined) return secrets;
  const schemas = { 'Fn::Sub': `arn:\${AWS::Partition}:glue:\${AWS::Region}:\${AWS::AccountId}:schema/${name}/*` };
  return [
    ...secrets,
    { Action: ['glue:GetRegistry'], Effect: 'Allow', Resource: uri },
    { Action: ['glue:GetSchemaVersion'], Effect: 'Allow', Resource: [schemas] },
  ];
}

function checkConfig({ properties, owner, at }: FunctionEvent, config: Mapping, compilation: Compilation): boolean {
  const place = placeOfMember(properties, 'SchemaRegistryConfig') ?? at;
  const name = `SchemaRegistryConfig of ${owner.replace('The', 'the')}`;
  const missing = ['SchemaRegistryURI', 'EventRecordFormat', 'SchemaValidationConfigs'].filter((it) => config[it] === undefined);
  const { EventRecordFormat: format, SchemaValidationConfigs: validations, AccessConfigs: access } = config;
  const complete = (it: Value): boolean => isMapping(it) && it.Type !== undefined && it.URI !== undefined;
  const wrong = [
    ...missing.map((it) => `has no ${it}`),
    ...(missing.length === 0 && format !== 'JSON' && format !== 'SOURCE' ? ['needs an EventRecordFormat that is JSON or SOURCE'] : []),
    ...(missing.length === 0 && !Array.isArray(validations) ? ['needs a list of SchemaValidationConfigs'] : []),
    ...(access && !(Array.isArray(access) && access.every(complete)) ? ['needs a Type and a URI in each of its AccessConfigs'] : []),
  ];
  for (const it of wrong) reportInvalid(compilation, `${name} ${it}.`, place);
  return wrong.length === 0;
}

/** The name of a Glue registry in its ARN, `arn:aws:glue:REGION:ACCOUNT:registry/NAME`; undefined for any other registry. */
function registryName(uri: Value, compilation: Compilation): string | undefined {
  const resolved = isMapping(uri) ? compilation.resolveParameters(uri) : uri;
  const text = isMapping(resolved) ? resolved['Fn::Sub'] : resolved;
  const resource = typeof text === 'string' && text.startsWith('arn') ? text.split(':')[5] : undefined;
  return resource?.startsWith('registry/') ? resource.slice('registry/'.length) : undefined;
}
