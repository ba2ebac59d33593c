import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { referredLogicalId } from '../intrinsic-forms.ts';
import { logicalIdHash } from '../logical-id.ts';
import { Members } from '../members.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';
import { readDeploymentPreference } from './deployment-preference.ts';

/**
 * AutoPublishAlias: a version for each change of the code, and an alias that points to the newest.
 *
 * @param members the function's properties so far
 * @returns undefined without AutoPublishAlias
 * @source "AutoPublishAlias" of "AWS::Serverless::Function", AWS SAM developer guide
 */
export function compileAlias(
  it: SamResource,
  members: Members,
  compilation: Compilation,
): { readonly logicalId: string; readonly name: string } | undefined {
  const { logicalId, properties, at } = it;
  const place = placeOfMember(properties, 'AutoPublishAlias') ?? at;
  if (!properties.AutoPublishAlias) {
    if (properties.ProvisionedConcurrencyConfig) {
      const message = `"${logicalId}" has a ProvisionedConcurrencyConfig, which needs an AutoPublishAlias.`;
      reportInvalid(compilation, message, placeOfMember(properties, 'ProvisionedConcurrencyConfig'), { code: 'MISSING_PROPERTY' });
    }
    readDeploymentPreference(it, compilation);
    return undefined;
  }
  const name = compilation.resolveParameters(properties.AutoPublishAlias);
  if (typeof name !== 'string' || !/^(?!\d+$)[\w-]+$/.test(name)) {
    const hint = 'Write a text of letters, digits, "-" and "_", or a Ref to a parameter.';
    reportInvalid(compilation, `AutoPublishAlias of "${logicalId}" is not the name of an alias.`, place, { hint });
    return undefined;
  }
  const sha256 =
    properties.AutoPublishCodeSha256 === undefined ? undefined : compilation.resolveParameters(properties.AutoPublishCodeSha256);
  if (typeof sha256 === 'string') addToDescription(sha256, properties, members, compilation);
  const versionId = `${logicalId}Version${typeof sha256 === 'string' ? sha256.slice(0, 10) : logicalIdHash(versionContent(members, properties, compilation))}`;
  const version = new Members(properties).set('FunctionName', { Ref: logicalId }).carryAs('VersionDescription', 'Description');
  if (properties.CapacityProviderConfig) version.carry('FunctionScalingConfig');
  const deletionPolicy = typeof properties.VersionDeletionPolicy === 'string' ? properties.VersionDeletionPolicy : 'Retain';
  compilation.add(
    it,
    versionId,
    { Type: 'AWS::Lambda::Version', DeletionPolicy: deletionPolicy, ...derivedAttributes(it), Properties: version.done(place) },
    { at: place },
  );
  // "-" and "_" may not stand in a logical id.
  const aliasId = `${logicalId}Alias${name.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  const alias = new Members(properties)
    .set('Name', name)
    .set('FunctionName', { Ref: logicalId })
    .set('FunctionVersion', { 'Fn::GetAtt': [versionId, 'Version'] })
    .carry('ProvisionedConcurrencyConfig')
    .done(place);
  const updatePolicy = readDeploymentPreference(it, compilation);
  const attributes = { ...derivedAttributes(it), ...(updatePolicy && { UpdatePolicy: updatePolicy }) };
  compilation.add(it, aliasId, { Type: 'AWS::Lambda::Alias', ...attributes, Properties: alias }, { at: place });
  compilation.referable.set(`${logicalId}.Alias`, aliasId);
  compilation.referable.set(`${logicalId}.Version`, versionId);
  return { logicalId: aliasId, name };
}

/** A changed digest must change the function, or Lambda makes no new version. */
function addToDescription(sha256: string, properties: Mapping, members: Members, compilation: Compilation): void {
  const written = properties.Description;
  const description = written === undefined || written === null ? '' : compilation.resolveParameters(written);
  const value: Value =
    typeof description === 'string'
      ? description === ''
        ? sha256
        : `${description} ${sha256}`
      : { 'Fn::Join': [' ', [description, sha256]] };
  members.from('Description', 'Description', value);
}

/** What makes a new version when it changes: the code, and the settings SAM adds to it. */
function versionContent(members: Members, properties: Mapping, compilation: Compilation): Value {
  const soFar = members.done(undefined);
  if (properties.AutoPublishAliasAllProperties) return { ...soFar, ...layerProperties(soFar.Layers, compilation) };
  const code = compilation.resolveParameters(soFar.Code ?? null);
  const snapStart = isMapping(soFar.SnapStart) && (soFar.SnapStart.ApplyOn ?? 'None') !== 'None';
  return {
    ...(isMapping(code) ? code : { Code: code }),
    ...(isMapping(soFar.Environment) && soFar.Environment),
    ...(soFar.MemorySize !== undefined && { MemorySize: soFar.MemorySize }),
    ...(snapStart && soFar.SnapStart !== undefined && { SnapStart: soFar.SnapStart }),
  };
}

/** The properties of layers with PublishLambdaVersion: a changed layer then makes a new version of the function. */
function layerProperties(layers: Value | undefined, { written, samResources }: Compilation): Mapping {
  const found: [string, Value][] = [];
  for (const layer of Array.isArray(layers) ? layers : []) {
    const layerId = isMapping(layer) ? referredLogicalId(layer) : undefined;
    const other = written[layerId ?? ''];
    const properties = samResources.get(layerId ?? '')?.properties ?? (isMapping(other) ? other.Properties : undefined);
    if (layerId !== undefined && isMapping(properties) && properties.PublishLambdaVersion) found.push([layerId, properties]);
  }
  return Object.fromEntries(found);
}
