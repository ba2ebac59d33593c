import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { isBeforeVersion3 } from './before-version-3.ts';
import { binaryTypes, pluginFunctionProperties } from './compile/plugins.ts';
import { merge } from './compile/user-resources.ts';
import { knownProperties } from './known-properties.ts';
import { functionId, provisionedAliasId, snapStartAliasId } from './naming.ts';
import { isUnresolved, Section } from './section.ts';
import type { Service, ServiceFunction } from './service.ts';

/** Checks the file's own properties and reads what every part of the compiler needs. */
export function readService(root: Section, { stage, region }: { readonly stage: string; readonly region: string }): Service {
  root.allow(knownProperties.service);
  joinList(root, 'functions');
  joinList(root, 'resources');
  root.section('package')?.allow(knownProperties.package);
  root.section('package')?.refuse('artifact', 'a package built beforehand is not unpacked.', 'Remove it: the code is run where it is.');
  if (!/^[A-Za-z0-9-]+$/.test(stage)) {
    const message = 'Invalid stage name. Stage names may contain only ASCII letters, numbers, and hyphens.';
    const hint = 'Name the stage as dev, test or prod-eu.';
    root.report({ code: 'INVALID_VALUE', message, at: root.section('provider')?.placeOf('stage') ?? root.place, hint });
  }
  const name = serviceName(root);
  const provider = readProvider(root);
  return {
    name,
    stage,
    region: provider.text('region') ?? region,
    stackName: provider.text('stackName') ?? `${name}-${stage}`,
    provider,
    apiGateway: provider.section('apiGateway') ?? new Section({}, 'provider.apiGateway', root.report),
    binaryTypes: binaryTypes(root),
    httpApi: provider.section('httpApi') ?? new Section({}, 'provider.httpApi', root.report),
    layers: root.section('layers'),
    functions: (root.section('functions')?.sections() ?? []).map(([key, section]) =>
      readFunction(root, { key, section, prefix: `${name}-${stage}` }),
    ),
    packagedIndividually: root.section('package')?.flag('individually') ?? false,
    report: root.report,
  };
}

/** Functions and resources may be a list of mappings, mostly one for each file. */
function joinList(root: Section, name: string): void {
  const written = root.raw(name);
  if (!Array.isArray(written)) return;
  const joined: { [member: string]: Value } = {};
  const holder = { [name]: joined };
  for (const item of written) {
    if (isMapping(item)) merge(holder, name, item);
    else if (item !== null && !isUnresolved(item))
      root.invalid(name, 'is a list of something else than mappings.', `Make each item a mapping, \${file(functions.yml)} for instance.`);
  }
  Object.defineProperty(root.value, name, { value: joined, enumerable: true });
}

function serviceName(root: Section): string {
  if (isMapping(root.raw('service'))) {
    const named = root.section('service')?.text('name');
    if (named !== undefined && isBeforeVersion3(root.raw('frameworkVersion'))) return named;
    const hint = 'Write "service: name"; its other properties stand at the top level.';
    root.invalid('service', 'is a mapping; Serverless v3 takes the name only.', hint);
    return named ?? 'service';
  }
  const name = root.text('service');
  if (name === undefined) root.missing('service', 'Add "service: my-api" at the top level.');
  else if (!isUnresolved(name) && !/^[a-zA-Z][0-9a-zA-Z-]+$/.test(name)) {
    root.invalid('service', `is "${name}".`, 'Begin with a letter; letters, digits and dashes follow.');
  }
  return name ?? 'service';
}

function readProvider(root: Section): Section {
  const written = root.raw('provider');
  const section = isMapping(written) ? root.section('provider') : undefined;
  const provider = section ?? new Section(typeof written === 'string' ? { name: written } : {}, 'provider', root.report);
  if (written === undefined) root.missing('provider', 'Add "provider:" with "name: aws" and a runtime.');
  const name = provider.text('name');
  if (written !== undefined && name === undefined) provider.missing('name', 'Add "name: aws".');
  if (name !== undefined && name !== 'aws') provider.invalid('name', `is "${name}".`, 'Only the provider aws is there.');
  nameMoved(provider);
  provider.allow([...knownProperties.provider, ...movedToApiGateway]);
  provider.section('tracing')?.allow(knownProperties.tracing);
  provider.section('logs')?.allow(knownProperties.logs);
  provider.section('vpc')?.allow(knownProperties.vpc);
  provider.section('iam')?.allow(knownProperties.iam);
  if (isMapping(provider.raw('deploymentBucket'))) provider.section('deploymentBucket')?.allow(knownProperties.deploymentBucket);
  const role = provider.section('iam')?.raw('role');
  if (isMapping(role) && !Object.keys(role).some((it) => it.includes('::')))
    provider.section('iam')?.section('role')?.allow(knownProperties.iamRole);
  const apiGateway = provider.section('apiGateway');
  apiGateway?.allow(knownProperties.apiGateway);
  for (const [section, name] of [
    [apiGateway, 'restApiId'],
    [apiGateway, 'websocketApiId'],
    [provider.section('httpApi'), 'id'],
  ] as const)
    refuseApiElsewhere(root, section, name);
  provider.refuse(
    'stackParameters',
    'they are not given to the template yet.',
    'Give the parameters a default under resources.Parameters.',
  );
  return provider;
}

/** What stood at the provider before v3, and is read under `apiGateway` since. */
const movedToApiGateway = [
  'apiKeySourceType',
  'apiKeys',
  'binaryMediaTypes',
  'minimumCompressionSize',
  'resourcePolicy',
  'restApiId',
  'restApiResources',
  'restApiRootResourceId',
  'usagePlan',
];

/** @source "Upgrading to v3", Serverless Framework documentation */
function nameMoved(provider: Section): void {
  for (const name of movedToApiGateway) {
    if (provider.raw(name) === undefined) continue;
    const message = `"provider.${name}" has no effect: Serverless reads it under "provider.apiGateway" since v3.`;
    const hint = `Did you mean "provider.apiGateway.${name}"? Move it there, indented below apiGateway.`;
    provider.report({ code: 'UNKNOWN_PROPERTY', message, at: provider.placeOfName(name), hint });
  }
}

/** An API that this stack makes itself may be referred to; one of another stack is not there. */
function refuseApiElsewhere(root: Section, section: Section | undefined, name: string): void {
  const written = section?.raw(name);
  const resources = root.section('resources')?.raw('Resources');
  const isHere = isMapping(written) && typeof written.Ref === 'string' && isMapping(resources) && Object.hasOwn(resources, written.Ref);
  if (isHere || written === undefined || isUnresolved(written)) return;
  const hint = `Let the stage decide: ${name}: \${param:${name}, null}, with ${name} in the params of the stages that have it. Without it the service has an API of its own.`;
  section?.refuse(name, 'an API of another stack is not there in a local run.', hint);
}

const refusedOfFunction: { readonly [name: string]: string } = {
  durableConfig: 'durable functions do not run here.',
  image: 'functions from container images do not run here.',
};

/** What callers invoke instead of the function: the alias of its warm or its restored environments. */
function aliasOf(section: Section, key: string): ServiceFunction['alias'] {
  const isRestored = section.flag('snapStart') ?? false;
  if (section.number('provisionedConcurrency')) {
    if (isRestored) {
      const hint = 'Remove one of the two: AWS does not keep restored environments warm.';
      section.invalid('snapStart', 'stands beside provisionedConcurrency.', hint);
    }
    return { name: 'provisioned', logicalId: provisionedAliasId(key) };
  }
  return isRestored ? { name: 'snapstart', logicalId: snapStartAliasId(key) } : undefined;
}

function readFunction(root: Section, { key, section, prefix }: { key: string; section: Section; prefix: string }): ServiceFunction {
  section.allow([...knownProperties.function, ...pluginFunctionProperties(root)]);
  for (const [name, why] of Object.entries(refusedOfFunction))
    section.refuse(name, why, 'Run with --allow-unsupported to go on without it.');
  const settings = section.section('package');
  settings?.allow(knownProperties.package);
  settings?.refuse('artifact', 'a package built beforehand is not unpacked.', 'Remove it: the code is run where it is.');
  if (!/^[a-zA-Z0-9-_]+$/.test(key)) {
    const at = root.section('functions')?.placeOfName(key);
    root.report({
      code: 'INVALID_VALUE',
      message: `The function name "${key}" has other than letters, digits, - and _.`,
      at,
      hint: 'Rename it.',
    });
  }
  if (section.raw('handler') === undefined && section.raw('image') === undefined) {
    const message = `Either "handler" or "image" property needs to be set on function "${key}"`;
    const at = root.section('functions')?.placeOfName(key);
    root.report({ code: 'MISSING_PROPERTY', message, at, hint: 'Add "handler: file.function", as src/users.handler.' });
  }
  return {
    key,
    functionName: section.text('name') ?? `${prefix}-${key}`,
    logicalId: functionId(key),
    alias: aliasOf(section, key),
    section,
    place: root.section('functions')?.placeOfName(key),
  };
}
