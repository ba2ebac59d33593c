import { createHash } from 'node:crypto';
import { keptTypes } from './kept-by-name.generated.ts';
import type { PropertyRule, ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from './resource-provider.ts';

/** A new name in the form that AWS gives, the same in every run. */
type Identify = (digest: string, context: ProviderContext, properties: ResolvedProperties) => string;

const prefixed =
  (prefix: string): Identify =>
  (digest) =>
    `${prefix}-0${digest.slice(0, 16)}`;
/** The name the template gives, or the stack's and the logical id. */
const named =
  (property: string): Identify =>
  (_digest, { stackName, logicalId }, { [property]: name }) =>
    typeof name === 'string' ? name : `${stackName}-${logicalId}`;
const uuidOf = (digest: string): string => digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const distributionId = (digest: string): string => `E${digest.slice(0, 13).toUpperCase()}`;
const plain: Identify = (_digest, { stackName, logicalId }) => `${stackName}-${logicalId}`;
const arn =
  (service: string, kind: string): Identify =>
  (digest, { world }) =>
    `arn:${world.partition}:${service}:${world.region}:${world.accountId}:${kind}/${uuidOf(digest)}`;

/**
 * Types that are kept by name: what refers to them gets a name or an ARN in AWS's form, and nothing else of them can be seen by an HTTP
 * request on this machine (networks, keys, certificates, DNS, what stands in front of an API, deployments, scaling). To add one: a line here, then run
 * packages/engine/scripts/kept-by-name.py. A user pool is kept so that its authorizers can be made; its tokens come from elsewhere.
 */
const references: { readonly [type: string]: Identify } = {
  'AWS::ApiGateway::BasePathMapping': plain,
  'AWS::ApiGateway::ClientCertificate': (digest) => digest.slice(0, 6),
  'AWS::ApiGateway::DomainName': named('DomainName'),
  'AWS::ApiGatewayV2::ApiMapping': (digest) => digest.slice(0, 6),
  'AWS::ApiGatewayV2::DomainName': named('DomainName'),
  'AWS::ApplicationAutoScaling::ScalableTarget': (_digest, _context, { ResourceId, ScalableDimension, ServiceNamespace }) =>
    [ResourceId, ScalableDimension, ServiceNamespace].join('|'),
  'AWS::ApplicationAutoScaling::ScalingPolicy': arn('autoscaling', 'scalingPolicy'),
  'AWS::ApplicationInsights::Application': named('ResourceGroupName'),
  'AWS::CertificateManager::Certificate': arn('acm', 'certificate'),
  'AWS::CloudFormation::WaitConditionHandle': (digest, { world }) =>
    `https://cloudformation-waitcondition-${world.region}.s3.amazonaws.com/${digest.slice(0, 16)}`,
  'AWS::CloudFront::CachePolicy': uuidOf,
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': distributionId,
  'AWS::CloudFront::Distribution': distributionId,
  'AWS::CloudFront::OriginAccessControl': distributionId,
  'AWS::CloudFront::OriginRequestPolicy': uuidOf,
  'AWS::CloudFront::ResponseHeadersPolicy': uuidOf,
  'AWS::CodeDeploy::Application': named('ApplicationName'),
  'AWS::CodeDeploy::DeploymentConfig': named('DeploymentConfigName'),
  'AWS::CodeDeploy::DeploymentGroup': named('DeploymentGroupName'),
  'AWS::Cognito::IdentityPool': (digest, { world }) => `${world.region}:${uuidOf(digest)}`,
  'AWS::Cognito::IdentityPoolRoleAttachment': plain,
  'AWS::Cognito::UserPool': (digest, { world }) => `${world.region}_${digest.slice(0, 9)}`,
  'AWS::Cognito::UserPoolClient': (digest) => digest.slice(0, 26),
  'AWS::Cognito::UserPoolDomain': named('Domain'),
  'AWS::Cognito::UserPoolGroup': named('GroupName'),
  'AWS::Cognito::UserPoolResourceServer': named('Identifier'),
  'AWS::EC2::EIP': plain,
  'AWS::EC2::InternetGateway': prefixed('igw'),
  'AWS::EC2::NatGateway': prefixed('nat'),
  'AWS::EC2::Route': plain,
  'AWS::EC2::RouteTable': prefixed('rtb'),
  'AWS::EC2::SecurityGroup': prefixed('sg'),
  'AWS::EC2::SecurityGroupEgress': prefixed('sgr'),
  'AWS::EC2::SecurityGroupIngress': prefixed('sgr'),
  'AWS::EC2::Subnet': prefixed('subnet'),
  'AWS::EC2::SubnetRouteTableAssociation': prefixed('rtbassoc'),
  'AWS::EC2::VPC': prefixed('vpc'),
  'AWS::EC2::VPCEndpoint': prefixed('vpce'),
  'AWS::EC2::VPCGatewayAttachment': plain,
  'AWS::IAM::InstanceProfile': named('InstanceProfileName'),
  'AWS::ResourceGroups::Group': named('Name'),
  'AWS::Route53::HostedZone': (digest) => `Z${digest.slice(0, 20).toUpperCase()}`,
  'AWS::Route53::RecordSet': named('Name'),
  'AWS::Route53::RecordSetGroup': plain,
};

/** What of these types can be seen here, and is not done yet. */
const unsupported: { readonly [type: string]: readonly string[] } = { 'AWS::Cognito::UserPool': ['LambdaConfig'] };

export const keptByName: readonly ResourceProvider[] = Object.entries(references).map(([type, identify]) => {
  const { properties = [], replacing = [], attributes = [] } = keptTypes[type] ?? {};
  const ruleOf = (property: string): PropertyRule => (unsupported[type]?.includes(property) ? 'unsupported' : 'noLocalEffect');
  const provision = async (context: ProviderContext, written: ResolvedProperties): Promise<Provisioned> => {
    const digest = createHash('sha256').update(`${context.stackName}/${context.logicalId}`).digest('hex');
    const physicalResourceId = identify(digest, context, written);
    const values = attributes.map((name) => [name, attributeOf(type, name, physicalResourceId, context)] as const);
    return { physicalResourceId, attributes: Object.fromEntries(values) };
  };
  return {
    type,
    properties: Object.fromEntries(properties.map((it) => [it, ruleOf(it)])),
    replacing,
    create: provision,
    update: (context, _physicalResourceId, written) => provision(context, written),
    delete: async () => {},
  };
});

/** Hosts in AWS's form, and the hosted zone of all distributions. @source "AWS::ApiGateway::DomainName", AWS CloudFormation template reference */
function domainAttribute(attribute: string, physicalResourceId: string, region: string): string | undefined {
  const label = createHash('sha256').update(physicalResourceId).digest('hex');
  switch (attribute) {
    case 'DistributionDomainName':
    case 'DomainName':
      return `d${label.slice(0, 13)}.cloudfront.net`;
    case 'DistributionHostedZoneId':
      return 'Z2FDTNDATAQYW2';
    case 'RegionalDomainName':
      return `d-${label.slice(0, 10)}.execute-api.${region}.amazonaws.com`;
    case 'RegionalHostedZoneId':
      return `Z${label.slice(0, 13).toUpperCase()}`;
    default:
      return undefined;
  }
}

function attributeOf(type: string, attribute: string, physicalResourceId: string, { world }: ProviderContext): string {
  const { partition, region, accountId } = world;
  const [, service = '', kind = ''] = type.split('::');
  const domain = domainAttribute(attribute, physicalResourceId, region);
  if (
    domain !== undefined &&
    ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName', 'AWS::CloudFront::Distribution'].includes(type)
  )
    return domain;
  if (type === 'AWS::Cognito::UserPool') {
    const provider = `cognito-idp.${region}.amazonaws.com/${physicalResourceId}`;
    if (attribute === 'Arn') return `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${physicalResourceId}`;
    if (attribute === 'ProviderName') return provider;
    if (attribute === 'ProviderURL') return `https://${provider}`;
  }
  if (!attribute.endsWith('Arn')) return physicalResourceId;
  // IAM is the same in all regions.
  const where = service === 'IAM' ? '' : region;
  const resource = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `arn:${partition}:${service.toLowerCase()}:${where}:${accountId}:${resource}/${physicalResourceId}`;
}
