import type { Report } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { copyPlaces, markMember, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { isIntrinsic } from './intrinsic-forms.ts';
import type { Mapping } from './sam-resource.ts';

/**
 * Properties that may stand in Globals, by section.
 * @source "Globals section of the AWS SAM template", AWS SAM developer guide
 */
const supported: { readonly [section: string]: readonly string[] } = {
  Api: words(
    `AccessLogSetting AlwaysDeploy Auth BinaryMediaTypes CacheClusterEnabled CacheClusterSize CanarySetting Cors DefinitionUri
    Domain EndpointAccessMode EndpointConfiguration GatewayResponses MergeDefinitions MethodSettings MinimumCompressionSize Name
    OpenApiVersion PropagateTags SecurityPolicy TracingEnabled Variables`,
  ),
  CapacityProvider: words('InstanceRequirements KmsKeyArn OperatorRole PropagateTags ScalingConfig Tags VpcConfig'),
  Function: words(
    `Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties CapacityProviderConfig CodeSigningConfigArn
    CodeUri DeadLetterQueue DeploymentPreference Description DurableConfig Environment EphemeralStorage EventInvokeConfig
    FileSystemConfigs FunctionScalingConfig FunctionUrlConfig Handler KmsKeyArn Layers LoggingConfig MemorySize PermissionsBoundary
    PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions RolePath Runtime
    RuntimeManagementConfig SnapStart SourceKMSKeyArn Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VpcConfig`,
  ),
  HttpApi: words(
    'AccessLogSettings Auth CorsConfiguration DefaultRouteSettings Domain FailOnWarnings PropagateTags RouteSettings StageVariables Tags',
  ),
  LayerVersion: words('PublishLambdaVersion'),
  SimpleTable: words('SSESpecification'),
  StateMachine: words('PropagateTags'),
  WebSocketApi: words(
    `AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint DisableSchemaValidation Domain
    FailOnWarnings IpAddressType PropagateTags RouteSelectionExpression RouteSettings StageVariables Tags`,
  ),
};

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

/** Reports an IgnoreGlobals that names what Globals does not have. */
export function checkIgnoreGlobals(globals: Mapping | undefined, resource: Mapping, logicalId: string, report: Report): void {
  const { IgnoreGlobals: ignored } = resource;
  if (!globals || ignored === undefined || ignored === null || ignored === '*') return;
  const names = Array.isArray(ignored) ? ignored : [ignored];
  for (const [index, name] of names.entries()) {
    if (Array.isArray(ignored) && typeof name === 'string' && Object.hasOwn(globals, name)) continue;
    const message = `IgnoreGlobals of "${logicalId}" names ${JSON.stringify(name)}, which Globals does not have.`;
    const at = Array.isArray(ignored) ? placeOfMember(ignored, index) : placeOfMember(resource, 'IgnoreGlobals');
    const hint = "Write '*', or a list of properties that Globals has.";
    report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint });
  }
}

/** Checks the Globals section. @returns the properties every resource of a type gets, by the section's name */
export function readGlobals(root: Mapping, report: Report): ReadonlyMap<string, Mapping> {
  const globals = new Map<string, Mapping>();
  const section = root.Globals;
  if (section === undefined || section === null) return globals;
  if (!isMapping(section)) {
    report({ code: 'INVALID_VALUE', severity: 'error', message: 'Globals must be a map.', at: placeOfMember(root, 'Globals') });
    return globals;
  }
  for (const [name, properties] of Object.entries(section)) {
    const names = Object.hasOwn(supported, name) ? supported[name] : undefined;
    if (!names) {
      const hint = nearestHint(name, Object.keys(supported)) ?? `Globals may hold ${Object.keys(supported).join(', ')}.`;
      report({
        code: 'UNKNOWN_PROPERTY',
        severity: 'error',
        message: `Globals has no section "${name}".`,
        at: placeOfKey(section, name),
        hint,
      });
    } else if (isMapping(properties)) {
      checkNames(name, properties, names, report);
      globals.set(name, properties);
    } else {
      report({ code: 'INVALID_VALUE', severity: 'error', message: `Globals.${name} must be a map.`, at: placeOfMember(section, name) });
    }
  }
  return globals;
}

function checkNames(section: string, properties: Mapping, names: readonly string[], report: Report): void {
  for (const property of Object.keys(properties)) {
    if (names.includes(property)) continue;
    const message = `"${property}" may not stand in Globals.${section}.`;
    const hint = nearestHint(property, names) ?? 'Write it in the resources that need it.';
    report({ code: 'UNKNOWN_PROPERTY', severity: 'error', message, at: placeOfKey(properties, property), hint });
  }
}

/**
 * Merges what Globals says with what the resource says: the resource wins; maps are merged member by member; lists are put
 * one after the other, Globals first. Intrinsic functions count as plain values.
 *
 * @param ignored the resource's IgnoreGlobals: `*`, or names of properties
 */
export function mergeGlobals(globals: Mapping | undefined, properties: Mapping, ignored: Value | undefined): Mapping {
  if (!globals || ignored === '*') return properties;
  const left = Array.isArray(ignored) ? Object.entries(globals).filter(([name]) => !ignored.includes(name)) : Object.entries(globals);
  return mergeMaps(copyPlaces(globals, Object.fromEntries(left)), properties);
}

function merge(globally: Value, locally: Value): Value {
  if (Array.isArray(globally) && Array.isArray(locally)) {
    const both = [...globally, ...locally];
    for (const index of both.keys()) {
      const place = index < globally.length ? placeOfMember(globally, index) : placeOfMember(locally, index - globally.length);
      markMember(both, index, place);
    }
    return both;
  }
  const plain = isIntrinsic(globally) || isIntrinsic(locally);
  return !plain && isMapping(globally) && isMapping(locally) ? mergeMaps(globally, locally) : locally;
}

function mergeMaps(globally: Mapping, locally: Mapping): Mapping {
  const members = new Map(Object.entries(globally));
  for (const [name, value] of Object.entries(locally)) {
    const before = members.get(name);
    members.set(name, before === undefined ? value : merge(before, value));
  }
  // Copied in this order, the places of the resource's own members win.
  return copyPlaces(locally, copyPlaces(globally, Object.fromEntries(members)));
}
