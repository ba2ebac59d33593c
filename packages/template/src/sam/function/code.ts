import { besideFile } from '../../cloudformation/function-sources.ts';
import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { FunctionSource, Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { Members } from '../members.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';

/**
 * The function's Code, and where it is on this machine: a local CodeUri stays a path, as `aws cloudformation package` takes
 * it; without CodeUri and InlineCode the code is the template's own folder, as `sam build` has it.
 */
export function compileCode(it: SamResource, members: Members, compilation: Compilation): void {
  const { logicalId, properties } = it;
  const { InlineCode: inline, CodeUri: codeUri, ImageUri: imageUri } = properties;
  checkPackageType(it, compilation);
  if (properties.PackageType === 'Image') {
    if (typeof imageUri === 'string' || isMapping(imageUri)) members.from('ImageUri', 'Code', { ImageUri: imageUri });
    else
      reportInvalid(compilation, `"${logicalId}" has no ImageUri, which PackageType Image requires.`, it.at, { code: 'MISSING_PROPERTY' });
    return;
  }
  const kms = properties.SourceKMSKeyArn;
  const encrypted = kms === undefined ? {} : { SourceKMSKeyArn: kms };
  const own = esbuildOf(it);
  if (inline !== undefined && inline !== null) {
    members.from('InlineCode', 'Code', { ZipFile: inline, ...encrypted });
    if (typeof inline === 'string')
      compilation.functions.set(logicalId, { codeUri: besideFile(compilation.file, '.'), inlineCode: inline });
    return;
  }
  if (isMapping(codeUri)) {
    if (codeUri.Bucket === undefined || codeUri.Key === undefined) {
      const at = placeOfMember(properties, 'CodeUri');
      reportInvalid(compilation, `CodeUri of "${logicalId}" needs a Bucket and a Key.`, at, { code: 'MISSING_PROPERTY' });
    } else members.from('CodeUri', 'Code', { ...s3Location(codeUri), ...encrypted });
    return;
  }
  if (typeof codeUri === 'string' && codeUri.startsWith('s3://')) {
    const location = parseS3Uri(codeUri);
    if (location) members.from('CodeUri', 'Code', { ...location, ...encrypted });
    else reportInvalid(compilation, `CodeUri of "${logicalId}" is not of the form s3://BUCKET/KEY.`, placeOfMember(properties, 'CodeUri'));
    return;
  }
  const path = besideFile(compilation.file, typeof codeUri === 'string' ? codeUri : '.');
  if (typeof codeUri === 'string') members.from('CodeUri', 'Code', path);
  else members.set('Code', path);
  compilation.functions.set(logicalId, { codeUri: path, ...own });
}

/** What may not stand beside the PackageType. */
function checkPackageType({ logicalId, properties }: SamResource, compilation: Compilation): void {
  const type = properties.PackageType ?? 'Zip';
  if (type !== 'Zip' && type !== 'Image') {
    const at = placeOfMember(properties, 'PackageType');
    reportInvalid(compilation, `PackageType of "${logicalId}" must be Zip or Image.`, at);
    return;
  }
  for (const name of type === 'Zip' ? ['ImageConfig'] : ['Runtime', 'Handler', 'Layers']) {
    if (!properties[name]) continue;
    const at = placeOfMember(properties, name);
    reportInvalid(compilation, `"${logicalId}" has a ${name}, which a function of the PackageType ${type} may not have.`, at);
  }
}

/** `Bucket`, `Key` and `Version` under the names that Code and Content have them. */
export function s3Location({ Bucket: bucket, Key: key, Version: version }: Mapping): Mapping {
  return { S3Bucket: bucket ?? null, S3Key: key ?? null, ...(version !== undefined && { S3ObjectVersion: version }) };
}

/** `s3://bucket/key?versionId=version` as CloudFormation has it. */
export function parseS3Uri(uri: string): Mapping | undefined {
  const [, bucket, key, version] = /^s3:\/\/([^/?]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  return { S3Bucket: bucket, S3Key: key, ...(version !== undefined && { S3ObjectVersion: version }) };
}

/** `Metadata: { BuildMethod: esbuild, BuildProperties: {...} }`. @source "Building Node.js Lambda functions with esbuild", AWS SAM developer guide */
function esbuildOf({ resource }: SamResource): Pick<FunctionSource, 'esbuild'> {
  const metadata: Value | undefined = resource.Metadata;
  if (!isMapping(metadata) || metadata.BuildMethod !== 'esbuild') return {};
  return { esbuild: isMapping(metadata.BuildProperties) ? metadata.BuildProperties : {} };
}
