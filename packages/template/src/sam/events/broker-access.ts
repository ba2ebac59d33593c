import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { FunctionEvent } from '../event-type.ts';
import type { Mapping } from '../sam-resource.ts';

/** What a function in a VPC needs to reach a broker or a database there. */
export const vpcStatement: Mapping = {
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  Effect: 'Allow',
  Resource: '*',
};

export function secretStatement(secretArn: Value): Mapping {
  return { Action: ['secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: secretArn };
}

/**
 * The right to use the key that the secret is encrypted with, when the event names one.
 *
 * @param Action as SAM writes it for the source: `kms:Decrypt`, in a list or not
 */
export function keyStatements({ properties }: FunctionEvent, Action: Value): readonly Mapping[] {
  const { SecretsManagerKmsKeyId: keyId } = properties;
  if (typeof keyId !== 'string' || keyId === '') return [];
  const Resource = { 'Fn::Sub': `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${keyId}` };
  return [{ Action, Effect: 'Allow', Resource }];
}

/** The secret of SourceAccessConfigurations that holds user and password: there must be exactly one. */
export function basicAuthSecret(event: FunctionEvent, types: readonly string[], compilation: Compilation): Value | undefined {
  const { properties, owner, at } = event;
  const { SourceAccessConfigurations: configurations } = properties;
  const place = placeOfMember(properties, 'SourceAccessConfigurations') ?? at;
  const list = Array.isArray(configurations) ? configurations : [];
  const wrong = list.find((it) => !isMapping(it) || typeof it.Type !== 'string' || !types.includes(it.Type));
  const secrets = list.filter(isMapping).filter(({ Type: type }) => type === 'BASIC_AUTH');
  const [secret] = secrets;
  if (wrong === undefined && secrets.length === 1 && secret?.URI) return secret.URI;
  const hint = `Give it one of the Type BASIC_AUTH, with the URI of a secret${types.length > 1 ? `; others may be ${types.slice(1).join(', ')}` : ''}.`;
  reportInvalid(compilation, `SourceAccessConfigurations of ${owner.replace('The', 'the')} names no BASIC_AUTH secret.`, place, {
    code: secrets.length === 0 ? 'MISSING_PROPERTY' : 'INVALID_VALUE',
    hint,
  });
  return undefined;
}
