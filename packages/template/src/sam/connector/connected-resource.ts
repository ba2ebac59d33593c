import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Compilation } from '../compilation.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import type { Mapping } from '../sam-resource.ts';

/** One end of a connector. */
export interface ConnectedResource {
  readonly logicalId: string | undefined;
  /** The type in CloudFormation. */
  readonly type: string;
  /** The type as written: of SAM, too. */
  readonly writtenType: string;
  readonly arn?: Value | undefined;
  readonly roleName?: Value | undefined;
  readonly queueUrl?: Value | undefined;
  readonly resourceId?: Value | undefined;
  readonly name?: Value | undefined;
  readonly qualifier?: Value | undefined;
}

const typesOfSam: { readonly [type: string]: string } = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** Types whose `Ref` is their ARN. */
const arnByRef = ['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine'];

/** The property that holds the role of a resource. */
const roleProperties: { readonly [type: string]: string } = {
  'AWS::Lambda::Function': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
};

/**
 * What is known of one end of a connector: all that its logical id tells, or what the reference itself says.
 *
 * @param other the reference at the other end
 * @returns the mistake, in words, when the reference is none
 */
export function connectedResource(reference: Mapping, other: Mapping, compilation: Compilation): ConnectedResource | string {
  const { Id: id, Qualifier: qualifier } = reference;
  const more = Object.keys(reference).filter((it) => it !== 'Id' && it !== 'Qualifier');
  if ((id !== undefined) === more.length > 0) return 'needs an Id (and a Qualifier, perhaps), or a Type with what else is needed';
  if (id === undefined) {
    const { Type: type, Arn: arn, RoleName: roleName, QueueUrl: queueUrl, ResourceId: resourceId, Name: name } = reference;
    if (typeof type !== 'string' || type === '') return 'has no Type';
    const compiled = Object.hasOwn(typesOfSam, type) ? (typesOfSam[type] ?? type) : type;
    return { logicalId: undefined, type: compiled, writtenType: compiled, arn, roleName, queueUrl, resourceId, name, qualifier };
  }
  const written = typeof id === 'string' ? compilation.written[id] : undefined;
  const resource = typeof id === 'string' ? (compiledResource(id, compilation) ?? written) : undefined;
  if (typeof id !== 'string' || !isMapping(resource) || typeof resource.Type !== 'string') {
    return `names ${JSON.stringify(id)}, which is not in this template`;
  }
  const { Type: type, Properties: properties } = resource;
  const isApi = type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api';
  return {
    logicalId: id,
    type,
    writtenType: isMapping(written) && typeof written.Type === 'string' ? written.Type : type,
    arn: arnByRef.includes(type) ? { Ref: id } : { 'Fn::GetAtt': [id, 'Arn'] },
    roleName: roleNameOf(type, isMapping(properties) ? properties : {}, other),
    ...(type === 'AWS::SQS::Queue' && { queueUrl: { Ref: id } }),
    ...(isApi && { resourceId: { Ref: id } }),
    ...(type === 'AWS::StepFunctions::StateMachine' && { name: { 'Fn::GetAtt': [id, 'Name'] } }),
    qualifier: qualifier ?? (isApi ? '*' : undefined),
  };
}

/** What a SAM resource has become under its own logical id. */
function compiledResource(id: string, { generated }: Compilation): Mapping | undefined {
  const found = generated.get(id)?.find(([logicalId]) => logicalId === id)?.[1];
  return found && { ...found };
}

function roleNameOf(type: string, properties: Mapping, other: Mapping): Value | undefined {
  const property = Object.hasOwn(roleProperties, type) ? roleProperties[type] : undefined;
  const role = property !== undefined ? properties[property] : type === 'AWS::Events::Rule' ? targetRole(properties, other) : undefined;
  const roleId = intrinsicLogicalId(role);
  return roleId === undefined ? undefined : { Ref: roleId };
}

/** A rule has a role for each of its targets. */
function targetRole({ Targets: targets }: Mapping, other: Mapping): Value | undefined {
  const list = Array.isArray(targets) ? targets.filter(isMapping) : [];
  const isOther = ({ Arn: arn }: Mapping): boolean => {
    const logicalId = intrinsicLogicalId(arn);
    return (
      (logicalId !== undefined && logicalId === other.Id) || (other.Arn !== undefined && JSON.stringify(arn) === JSON.stringify(other.Arn))
    );
  };
  return list.find(isOther)?.RoleArn;
}

/** The resource that a `Ref` or `Fn::GetAtt` names. */
export function intrinsicLogicalId(value: Value | undefined): string | undefined {
  if (!isMapping(value) || !isIntrinsic(value)) return undefined;
  if (typeof value.Ref === 'string') return value.Ref;
  const path = value['Fn::GetAtt'];
  const first = Array.isArray(path) ? path[0] : typeof path === 'string' ? path.split('.')[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}
