import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { combinedCondition } from '../combined-condition.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DeployedFunction, deploymentApplicationId } from '../deployed-function.ts';
import { ifBranches, isIntrinsic, isNoValue } from '../intrinsic-forms.ts';
import type { Mapping } from '../sam-resource.ts';
import { tagList } from '../tags.ts';

const roleId = 'CodeDeployServiceRole';

/** Deployment configurations that CodeDeploy has ready, under names without its prefix. */
const configurations = [
  'AllAtOnce',
  'Canary10Percent5Minutes',
  'Canary10Percent10Minutes',
  'Canary10Percent15Minutes',
  'Canary10Percent30Minutes',
  'Linear10PercentEvery1Minute',
  'Linear10PercentEvery2Minutes',
  'Linear10PercentEvery3Minutes',
  'Linear10PercentEvery10Minutes',
];

/** What CodeDeploy needs for all functions with a DeploymentPreference: an application, a role, and a group for each. */
export function compileCodeDeploy(compilation: Compilation): void {
  const { deployedFunctions: all, partition } = compilation;
  const [first] = all;
  if (!first) return;
  const attributes = sharedCondition(all, compilation);
  const tags = propagatedTags(all);
  // What all functions share has the tags of all of them, not those of the first.
  const from = { ...first.it, properties: {}, resource: {} };
  const application = { ComputePlatform: 'Lambda', ...tags };
  compilation.add(from, deploymentApplicationId, { Type: 'AWS::CodeDeploy::Application', ...attributes, Properties: application });
  if (all.some(({ preference }) => !preference.Role)) {
    const policy = partition.startsWith('aws-iso') ? 'AWSCodeDeployRoleForLambdaLimited' : 'AWSCodeDeployRoleForLambda';
    const trust = { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['codedeploy.amazonaws.com'] } };
    const role = {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ManagedPolicyArns: [`arn:${partition}:iam::aws:policy/service-role/${policy}`],
      ...tags,
    };
    compilation.add(from, roleId, { Type: 'AWS::IAM::Role', ...attributes, Properties: role });
  }
  for (const it of all) addDeploymentGroup(it, compilation);
}

function addDeploymentGroup(deployment: DeployedFunction, compilation: Compilation): void {
  const { it, preference, condition } = deployment;
  const { Alarms: alarms, Role: role, TriggerConfigurations: triggers, Type: type = null } = preference;
  const at = placeOfMember(it.properties, 'DeploymentPreference') ?? it.at;
  const alarmConfiguration = alarmsOf(alarms, () => {
    const message = `Alarms in the DeploymentPreference of "${it.logicalId}" must be a list.`;
    reportInvalid(compilation, message, placeOfMember(preference, 'Alarms') ?? at);
  });
  const properties = {
    ...(alarmConfiguration !== undefined && { AlarmConfiguration: alarmConfiguration }),
    ApplicationName: { Ref: deploymentApplicationId },
    AutoRollbackConfiguration: {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
    },
    DeploymentConfigName: configurationName(type),
    DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
    ServiceRoleArn: role || { 'Fn::GetAtt': [roleId, 'Arn'] },
    ...(triggers && { TriggerConfigurations: triggers }),
    ...propagatedTags([deployment]),
  };
  const attributes = condition === undefined ? {} : { Condition: condition };
  const group = { Type: 'AWS::CodeDeploy::DeploymentGroup', ...attributes, Properties: properties };
  compilation.add({ ...it, properties: {}, resource: {} }, `${it.logicalId}DeploymentGroup`, group, { at });
}

/** With a condition on every function, what they share has their conditions taken together. */
function sharedCondition(all: readonly DeployedFunction[], { conditions }: Compilation): { readonly Condition?: string } {
  const names = new Set(all.map(({ condition }) => condition).filter((it) => it !== undefined));
  if (all.some(({ condition }) => condition === undefined)) return {};
  return { Condition: combinedCondition([...names].sort(), 'ServerlessCodeDeployCondition', conditions) };
}

function propagatedTags(all: readonly DeployedFunction[]): { readonly Tags?: readonly Value[] } {
  const propagating = all.filter(({ it }) => it.properties.PropagateTags === true);
  const tags: Mapping = Object.assign({}, ...propagating.map(({ it }) => it.properties.Tags).filter((it) => isMapping(it)));
  return Object.keys(tags).length > 0 ? { Tags: tagList(tags) } : {};
}

function alarmsOf(alarms: Value | undefined, refuse: () => void): Value | undefined {
  if (!alarms || isNoValue(alarms)) return undefined;
  const build = (list: Value): Value => {
    if (!Array.isArray(list)) {
      refuse();
      return {};
    }
    return list.length === 0 || isNoValue(list[0]) ? {} : { Enabled: true, Alarms: list.map((it): Value => ({ Name: it })) };
  };
  const branches = ifBranches(alarms);
  return branches ? { 'Fn::If': [branches.condition, build(branches.whenTrue), build(branches.whenFalse)] } : build(alarms);
}

/** CodeDeploy's name for a configuration; inside an intrinsic function, too. */
function configurationName(value: Value, insideSub = false): Value {
  if (Array.isArray(value)) return value.map((it) => configurationName(it));
  if (isMapping(value) && isIntrinsic(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, configurationName(it, name === 'Fn::Sub')]));
  }
  if (typeof value !== 'string' || !configurations.includes(value)) return value;
  const argument = ['CodeDeployDefault.Lambda${ConfigName}', { ConfigName: value }];
  return insideSub ? argument : { 'Fn::Sub': argument };
}
