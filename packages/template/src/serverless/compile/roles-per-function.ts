import { copyPlaces } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, getArn, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { roleId } from './iam-role.ts';
import { hasPlugin } from './plugins.ts';
import { policyStatements } from './policy-statements.ts';
import { serviceOf } from './source-arn.ts';

const plugin = 'serverless-iam-roles-per-function';
/** @source "IAM and AWS STS quotas", IAM user guide */
const maximumRoleNameLength = 64;

/**
 * What serverless-iam-roles-per-function does: a function with `iamRoleStatements` has a role of its own, made like the shared
 * one.
 * @source The plugin's README; observed on its version 3.2 under osls 3.77
 */
export function compileRolesPerFunction(service: Service, root: Section, draft: Draft): void {
  if (!hasPlugin(root, plugin)) return;
  const settings = root.section('custom')?.section(plugin);
  settings?.allow(['defaultInherit', 'iamGlobalPermissionsBoundary']);
  const boundary = settings?.raw('iamGlobalPermissionsBoundary');
  const shared = draft.resources[roleId];
  if (!shared || !isMapping(shared.Properties)) return;
  for (const target of service.functions) {
    const { section } = target;
    if (!section.has('iamRoleStatements')) continue;
    if (section.raw('role') !== undefined) {
      section.invalid('iamRoleStatements', 'stands beside role.', 'Keep one of the two.');
      continue;
    }
    const inherits = section.flag('iamRoleStatementsInherit') ?? settings?.flag('defaultInherit') ?? false;
    const all = {
      ...shared.Properties,
      ManagedPolicyArns: managedPolicies(service.provider, section),
      Policies: policies(service, target, inherits, shared.Properties.Policies ?? []),
      ...properties({
        PermissionsBoundary: section.raw('iamPermissionsBoundary') ?? boundary ?? shared.Properties.PermissionsBoundary,
        RoleName: section.text('iamRoleStatementsName') ?? roleName(service, target),
      }),
    };
    const id = `${normalizedName(target.key)}${roleId}`;
    draft.add(id, { Type: 'AWS::IAM::Role', Properties: all }, section.placeOfName('iamRoleStatements'));
    giveRole(target, id, draft);
  }
  if (boundary !== undefined)
    draft.add(roleId, { ...shared, Properties: { ...shared.Properties, PermissionsBoundary: boundary } }, service.provider.place);
}

/** The function, and what reads for it, waits for its own role. */
function giveRole({ logicalId, place }: ServiceFunction, id: string, draft: Draft): void {
  const resource = draft.resources[logicalId];
  if (!resource || !isMapping(resource.Properties)) return;
  const before = Array.isArray(resource.DependsOn) ? resource.DependsOn : [];
  const held = copyPlaces(resource.Properties, { ...resource.Properties, Role: getArn(id) });
  draft.add(logicalId, { ...resource, Properties: held, DependsOn: [id, ...before.filter((it) => it !== roleId)] }, place);
  for (const [mappingId, mapping] of Object.entries(draft.resources)) {
    if (mapping.Type !== 'AWS::Lambda::EventSourceMapping' || !isMapping(mapping.Properties)) continue;
    const { FunctionName: name } = mapping.Properties;
    const attribute = isMapping(name) ? name['Fn::GetAtt'] : undefined;
    if (Array.isArray(attribute) && attribute[0] === logicalId)
      draft.resources[mappingId] = copyPlaces(mapping, { ...mapping, DependsOn: id });
  }
}

function managedPolicies(provider: Section, section: Section): Value {
  if (!isFilled(section.raw('vpc')) && !isFilled(provider.raw('vpc'))) return [];
  const access = ':iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole';
  return [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, access]] }];
}

const isFilled = (value: Value | undefined): boolean => isMapping(value) && Object.keys(value).length > 0;

/** Its logs, its streams and queues, its dead letters, the provider's statements when it inherits them, and its own. */
function policies({ provider }: Service, { section, functionName }: ServiceFunction, inherits: boolean, shared: Value): Value {
  const group = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}:*:*`;
  const letters = section.raw('onError');
  const iam = provider.section('iam');
  const role = isMapping(iam?.raw('role')) ? iam?.section('role') : undefined;
  const ofProvider = (iam ? role?.list('statements') : provider.list('iamRoleStatements')) ?? [];
  const statements: Value[] = [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:PutLogEvents'], Resource: [{ 'Fn::Sub': group }] },
    ...sourceStatements(section),
    ...(letters === undefined ? [] : [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: letters }]),
    ...policyStatements(inherits ? ofProvider : []),
    ...policyStatements(section.list('iamRoleStatements') ?? []),
  ];
  const [first] = Array.isArray(shared) ? shared : [];
  const policy = isMapping(first) ? first : {};
  return [{ ...policy, PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
}

/** What it may read, by kind; consumers of Kinesis are not told apart. */
const readActions: { readonly [kind: string]: readonly string[] } = {
  dynamodb: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListStreams'],
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
};

function sourceStatements(section: Section): Value[] {
  const arns: { [kind: string]: Value[] } = {};
  for (const event of section.list('events') ?? []) {
    if (!isMapping(event)) continue;
    for (const type of ['stream', 'sqs']) {
      const written = event[type];
      const arn = isMapping(written) ? written.arn : written;
      if (arn === undefined || arn === null) continue;
      const named = isMapping(written) && typeof written.type === 'string' ? written.type : serviceOf(arn);
      const kind = type === 'sqs' ? 'sqs' : (named ?? '');
      arns[kind] = [...(arns[kind] ?? []), arn];
    }
  }
  return Object.entries(readActions).flatMap(([kind, Action]) => (arns[kind] ? [{ Effect: 'Allow', Action, Resource: arns[kind] }] : []));
}

/** The shared role's name with the function's key in it; when it is too long, without "lambdaRole" at its end. */
function roleName({ name, stage, region, provider, report }: Service, { key, section }: ServiceFunction): Value {
  const iam = provider.section('iam');
  const role = isMapping(iam?.raw('role')) ? iam?.section('role') : undefined;
  const place = section.placeOfName('iamRoleStatements');
  const hint = 'Name it with iamRoleStatementsName.';
  if (role?.raw('name') !== undefined) {
    const message = `The role of "${key}" cannot be named after provider.iam.role.name: the plugin ${plugin} refuses that.`;
    report({ code: 'INVALID_VALUE', message, at: place, hint });
  }
  const parts: readonly Value[] = [name, stage, key, { Ref: 'AWS::Region' }];
  const length = [name, stage, key, region].join('-').length;
  if (length > maximumRoleNameLength) {
    const message = `The role of "${key}" gets a name of ${length} characters; AWS takes ${maximumRoleNameLength}.`;
    report({ code: 'INVALID_VALUE', message, at: place, hint });
  }
  const isLong = length + '-lambdaRole'.length > maximumRoleNameLength;
  return { 'Fn::Join': ['-', isLong ? parts : [...parts, 'lambdaRole']] };
}
