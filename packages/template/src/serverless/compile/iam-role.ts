import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import type { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { policyStatements } from './policy-statements.ts';
import { tagList } from './tags.ts';

export const roleId = 'IamRoleLambdaExecution';

/** The role that the functions share, and what may still be added to its policy. */
export class SharedRole {
  /** Undefined when every function has a role of its own. */
  readonly #statements: Value[] | undefined;
  /** The services that may take the role. */
  readonly #principals: string[];

  constructor(statements?: Value[], principals: string[] = []) {
    this.#statements = statements;
    this.#principals = principals;
  }

  /** Adds statements as they are; nothing when there is no such role. */
  add(...statements: readonly Value[]): void {
    this.#statements?.push(...statements);
  }

  allow(actions: readonly string[], resources: Value[]): void {
    this.add({ Effect: 'Allow', Action: actions, Resource: resources });
  }

  /** Adds a statement that is not there yet. */
  allowOnce(actions: readonly string[], resources: Value[]): void {
    const statement = { Effect: 'Allow', Action: actions, Resource: resources };
    const same = (it: Value): boolean => JSON.stringify(it) === JSON.stringify(statement);
    if (!this.#statements?.some(same)) this.add(statement);
  }

  /** Lets another service take the role. */
  trust(principal: string): void {
    if (!this.#principals.includes(principal)) this.#principals.push(principal);
  }
}

/** The role's resource that what a function reads must wait for; undefined when its role is not of this stack. */
export function roleResource(provider: Section, section: Section): string | undefined {
  const role = customRole(provider, section);
  if (role === undefined) return roleId;
  if (typeof role === 'string') return role.includes(':') ? undefined : role;
  if (!isMapping(role)) return roleId;
  const attribute = role['Fn::GetAtt'];
  if (Array.isArray(attribute) && attribute.length === 2 && typeof attribute[0] === 'string' && attribute[1] === 'Arn') return attribute[0];
  const isElsewhere = ['Fn::ImportValue', 'Ref', 'Fn::Sub'].some((it) => Object.hasOwn(role, it));
  return isElsewhere ? undefined : roleId;
}

/** The role a function runs as when it is not the shared one: its own, or the provider's. */
export function customRole(provider: Section, section: Section): Value | undefined {
  const own = section.raw('role');
  if (own !== undefined) return own;
  const shared = provider.section('iam')?.raw('role');
  return isExistingRole(shared) ? shared : provider.raw('role');
}

/** A name, an ARN or an intrinsic function instead of settings. */
function isExistingRole(role: Value | undefined): role is Value {
  return typeof role === 'string' || (isMapping(role) && Object.keys(role).some((key) => key.includes('::')));
}

/** The role for all functions without one of their own: it may write logs, and what `iam.role.statements` say. */
export function compileIamRole({ name, stage, provider, functions }: Service, draft: Draft): SharedRole {
  const iam = provider.section('iam');
  const isOwn = functions.every((it) => it.section.has('role'));
  if (isExistingRole(iam?.raw('role')) || provider.has('role') || isOwn) return new SharedRole();
  const role = iam?.section('role');
  const statements = [...logStatements(`${name}-${stage}`, functions), ...statementsOf(provider, role)];
  const vpcAccess: Value = {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']],
  };
  const managed = [
    ...((role?.has('managedPolicies') ? role.list('managedPolicies') : provider.list('iamManagedPolicies')) ?? []),
    ...(provider.raw('vpc') !== undefined || functions.some((it) => it.section.has('vpc')) ? [vpcAccess] : []),
  ];
  const tags = role?.section('tags');
  const principals = ['lambda.amazonaws.com'];
  const place = iam?.placeOfName('role') ?? provider.place;
  const all = properties({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: principals }, Action: ['sts:AssumeRole'] }],
    },
    Policies: [
      { PolicyName: { 'Fn::Join': ['-', [name, stage, 'lambda']] }, PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    ],
    Path: role?.text('path') ?? '/',
    RoleName: role?.raw('name') ?? { 'Fn::Join': ['-', [name, stage, { Ref: 'AWS::Region' }, 'lambdaRole']] },
    Tags: tags && tagList(tags),
    PermissionsBoundary: role?.raw('permissionsBoundary') ?? role?.raw('permissionBoundary') ?? provider.raw('rolePermissionsBoundary'),
    ManagedPolicyArns: managed.length > 0 ? managed : undefined,
  });
  draft.add(roleId, { Type: 'AWS::IAM::Role', Properties: all }, place);
  return new SharedRole(statements, principals);
}

function statementsOf(provider: Section, role: Section | undefined): readonly Value[] {
  return policyStatements((role?.has('statements') ? role.list('statements') : provider.list('iamRoleStatements')) ?? []);
}

/** One pattern covers the functions that are named after the service; each other one is listed. */
function logStatements(prefix: string, functions: readonly ServiceFunction[]): Value[] {
  const create: Value[] = [];
  const put: Value[] = [];
  const allow = (group: string): void => {
    create.push(logGroupArn(`${group}:*`));
    put.push(logGroupArn(`${group}:*:*`));
  };
  const withLogs = functions.filter((it) => !it.section.flag('disableLogs'));
  const isCanonical = ({ functionName }: ServiceFunction): boolean => functionName.startsWith(prefix);
  for (const it of withLogs) if (!isCanonical(it)) allow(it.functionName);
  const silent = functions.filter((it) => it.section.flag('disableLogs') && isCanonical(it));
  const isPatterned = withLogs.some(isCanonical);
  if (isPatterned) allow(`${prefix}*`);
  const statements: Value[] = [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'], Resource: create },
    { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: put },
  ];
  if (isPatterned && silent.length > 0) {
    statements.push({ Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: silent.map((it) => logGroupArn(`${it.functionName}:*`)) });
  }
  return statements;
}

function logGroupArn(rest: string): Value {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${rest}` };
}
