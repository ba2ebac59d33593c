import { besideFile } from '../cloudformation/function-sources.ts';
import { placeOf, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import { reportInvalid } from './compilation.ts';
import { parseS3Uri, s3Location } from './function/code.ts';
import { isIntrinsic } from './intrinsic-forms.ts';
import { logicalIdHash } from './logical-id.ts';
import { Members } from './members.ts';
import { checkShapes, requireProperties } from './properties.ts';
import type { SamResourceType } from './resource-types.ts';
import { derivedAttributes, type Mapping, ownAttributes, type SamResource } from './sam-resource.ts';

/**
 * A layer version is never changed: every change makes a new one, so its logical id carries a hash of what it is made of.
 * @source "AWS::Serverless::LayerVersion", AWS SAM developer guide
 */
export const serverlessLayerVersion: SamResourceType = {
  type: 'AWS::Serverless::LayerVersion',

  compile(it, compilation) {
    const { logicalId, at } = it;
    const owner = `"${logicalId}"`;
    checkShapes(
      it.properties,
      {
        CompatibleArchitectures: 'list of text or map',
        CompatibleRuntimes: 'list of text or map',
        ContentUri: 'text or map',
        Description: 'text',
        LayerName: 'text or map',
        LicenseInfo: 'text',
        PublishLambdaVersion: 'boolean',
        RetentionPolicy: 'text',
      },
      owner,
      compilation,
    );
    requireProperties(it.properties, ['ContentUri'], owner, at, compilation);
    const { ContentUri: uri, CompatibleArchitectures: architectures } = it.properties;
    if (isMapping(uri) && !isIntrinsic(uri)) requireProperties(uri, ['Bucket', 'Key'], `ContentUri of ${owner}`, placeOf(uri), compilation);
    for (const [index, name] of (Array.isArray(architectures) ? architectures : []).entries()) {
      if (isIntrinsic(name) || name === 'x86_64' || name === 'arm64') continue;
      const place = placeOfMember(Object(architectures), index);
      reportInvalid(compilation, `CompatibleArchitectures of ${owner} must be of x86_64 and arm64.`, place);
    }
    const resolve = (name: string): Mapping => {
      const value = it.properties[name];
      return value === undefined ? {} : { [name]: compilation.resolveParameters(value) };
    };
    const resolved = {
      ...it.properties,
      ...resolve('LayerName'),
      ...resolve('LicenseInfo'),
      ...resolve('Description'),
      ...resolve('RetentionPolicy'),
    };
    const layerId = `${logicalId}${logicalIdHash(hashed(it, resolved))}`;
    compilation.renamed.set(logicalId, layerId);
    const members = new Members(it.properties)
      .from('LayerName', 'LayerName', resolved.LayerName ?? logicalId)
      .from('Description', 'Description', resolved.Description)
      .from('ContentUri', 'Content', contentOf(resolved, compilation.file))
      .carry('CompatibleArchitectures', 'CompatibleRuntimes')
      .from('LicenseInfo', 'LicenseInfo', resolved.LicenseInfo);
    const { DependsOn: dependsOn, Metadata: metadata } = ownAttributes(it);
    const content = contentOf(resolved, compilation.file);
    if (typeof content === 'string' && typeof metadata?.BuildMethod === 'string')
      compilation.functions.set(layerId, { codeUri: content, buildMethod: metadata.BuildMethod });
    compilation.add(it, layerId, {
      Type: 'AWS::Lambda::LayerVersion',
      ...(dependsOn !== undefined && { DependsOn: dependsOn }),
      DeletionPolicy: 'Retain',
      ...derivedAttributes(it),
      ...retention(resolved.RetentionPolicy),
      Properties: members.done(at),
    });

    function retention(policy: unknown): { DeletionPolicy?: string } {
      if (policy === undefined || policy === null) return {};
      const found = ['Retain', 'Delete'].find((option) => typeof policy === 'string' && option.toLowerCase() === policy.toLowerCase());
      if (found === undefined) {
        reportInvalid(
          compilation,
          `RetentionPolicy of ${owner} must be Retain or Delete.`,
          placeOfMember(it.properties, 'RetentionPolicy'),
        );
        return {};
      }
      return { DeletionPolicy: found };
    }
  },
};

function contentOf({ ContentUri: uri }: Mapping, file: string): Mapping | string | undefined {
  if (isMapping(uri)) return s3Location(uri);
  if (typeof uri !== 'string') return undefined;
  return uri.startsWith('s3://') ? parseS3Uri(uri) : besideFile(file, uri);
}

/** The resource as SAM hashes it: without the attributes that do not make a new version. */
function hashed(it: SamResource, properties: Mapping): Mapping {
  const { DependsOn: dependsOn, Condition: condition } = ownAttributes(it);
  const attributes = {
    ...(typeof dependsOn === 'string' && { DependsOn: dependsOn }),
    ...(Array.isArray(dependsOn) && { DependsOn: dependsOn }),
    ...(condition !== undefined && { Condition: condition }),
  };
  return { [it.logicalId]: { Type: it.type, ...attributes, Properties: properties } };
}
