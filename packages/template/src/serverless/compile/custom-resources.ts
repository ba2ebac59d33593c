import { createHash } from 'node:crypto';
import type { Place } from '../../places.ts';
import type { Value } from '../../template.ts';
import { type Draft, getArn, properties } from '../draft.ts';
import { functionId, logGroupId } from '../naming.ts';
import type { Service } from '../service.ts';
import { packageBucket } from './deployment-bucket.ts';
import { packageFolder } from './package-key.ts';

const roleId = 'IamRoleCustomResourcesLambdaExecution';

/** The functions that Serverless brings along for what CloudFormation cannot do by itself. */
const kinds = {
  s3: { name: 'custom-resource-existing-s3', handler: 's3/handler.handler' },
  cognitoUserPool: { name: 'custom-resource-existing-cup', handler: 'cognito-user-pool/handler.handler' },
  eventBridge: { name: 'custom-resource-event-bridge', handler: 'event-bridge/handler.handler' },
  apiGatewayCloudWatchRole: { name: 'custom-resource-apigw-cw-role', handler: 'api-gateway-cloud-watch-role/handler.handler' },
};

export type CustomResourceKind = keyof typeof kinds;

/** The logical id of the function of a kind. */
export const customFunctionId = (kind: CustomResourceKind): string => functionId(kinds[kind].name);

/**
 * A custom resource, which only a deployment to AWS makes: its function is code of Serverless's own.
 *
 * @param settings what the function is told
 */
export function addCustomResource(draft: Draft, id: string, { type, kind, settings, after = [], place }: CustomResource): void {
  const all = properties({ ServiceToken: getArn(customFunctionId(kind)), ...settings });
  const dependsOn = after.length > 0 ? { DependsOn: [...after] } : {};
  draft.add(id, { Type: type, Version: 1, ...dependsOn, Properties: all }, place);
  draft.deploymentOnly.push(id);
}

interface CustomResource {
  readonly type: string;
  readonly kind: CustomResourceKind;
  readonly settings: { readonly [property: string]: Value | undefined };
  readonly after?: readonly string[];
  readonly place: Place | undefined;
}

/** The function of a kind, and what it may do. */
export function addCustomFunction(
  service: Service,
  draft: Draft,
  kind: CustomResourceKind,
  { statements, place }: { readonly statements: readonly Value[]; readonly place: Place | undefined },
): void {
  const { provider, name: serviceName, stage } = service;
  const { name, handler } = kinds[kind];
  const deploymentRole = provider.section('iam')?.raw('deploymentRole') ?? provider.raw('cfnRole');
  const prefix = `${serviceName}-${stage}`;
  const isLogged = provider.section('logs')?.flag('frameworkLambda') ?? false;
  if (deploymentRole === undefined) addRole(service, draft, isLogged, { statements, place });
  const runtime = provider.text('runtime');
  const architecture = provider.text('architecture');
  const functionName = shortened(`${prefix}-${name}`);
  const all = properties({
    Code: { S3Bucket: packageBucket(provider), S3Key: `${packageFolder(service)}/custom-resources.zip` },
    FunctionName: functionName,
    Handler: handler,
    MemorySize: 1024,
    Runtime: runtime?.startsWith('nodejs') ? runtime : 'nodejs24.x',
    Timeout: 180,
    Architectures: architecture === undefined ? undefined : [architecture],
    Role: deploymentRole ?? getArn(roleId),
  });
  const waits = [...(deploymentRole === undefined ? [roleId] : []), ...(isLogged ? [logGroupId(name)] : [])];
  draft.add(customFunctionId(kind), { Type: 'AWS::Lambda::Function', Properties: all, DependsOn: waits }, place);
  draft.deploymentOnly.push(customFunctionId(kind));
  if (!isLogged) return;
  const group = properties({
    LogGroupName: `/aws/lambda/${functionName}`,
    RetentionInDays: provider.number('logRetentionInDays'),
    DataProtectionPolicy: provider.raw('logDataProtectionPolicy'),
  });
  draft.add(logGroupId(name), { Type: 'AWS::Logs::LogGroup', Properties: group }, place);
  draft.deploymentOnly.push(logGroupId(name));
}

/** One role for the functions of all kinds. */
function addRole(
  { name, stage }: Service,
  draft: Draft,
  isLogged: boolean,
  { statements, place }: { readonly statements: readonly Value[]; readonly place: Place | undefined },
): void {
  const group = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${name}-${stage}*`;
  const logging: readonly Value[] = [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'],
      Resource: [{ 'Fn::Sub': `${group}:*` }],
    },
    { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: [{ 'Fn::Sub': `${group}:*:*` }] },
  ];
  const before = draft.customStatements.length === 0 && isLogged ? logging : [];
  draft.customStatements.push(...before, ...statements);
  const policy = {
    PolicyName: { 'Fn::Join': ['-', [stage, name, 'custom-resources-lambda']] },
    PolicyDocument: { Version: '2012-10-17', Statement: [...draft.customStatements] },
  };
  const all = {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
    },
    Policies: [policy],
  };
  draft.add(roleId, { Type: 'AWS::IAM::Role', Properties: all }, place);
  if (!draft.deploymentOnly.includes(roleId)) draft.deploymentOnly.push(roleId);
}

/** A function's name has 64 characters: of a longer one its beginning and its digest stay. */
function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 32)}${createHash('md5').update(name).digest('hex')}` : name;
}
