import type { LocalFiles } from '../cloudformation/local-files.ts';
import { placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { type Compilation, reportInvalid } from './compilation.ts';
import { parseS3Uri } from './function/code.ts';
import type { Mapping } from './sam-resource.ts';

/**
 * Reads the local files that DefinitionUri names: `sam package` puts them in S3, where API Gateway reads them.
 *
 * @returns their content, by the path as written
 */
export async function readDefinitions(root: Mapping, files: LocalFiles): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>();
  for (const holder of holdersOf(root)) {
    const { DefinitionUri: uri } = holder;
    if (typeof uri !== 'string' || uri.startsWith('s3://')) continue;
    const content = await files.read(uri, placeOfMember(holder, 'DefinitionUri'));
    if (content !== undefined) found.set(uri, content);
  }
  return found;
}

/** Every map of properties that may hold a DefinitionUri. */
function holdersOf({ Resources: resources, Globals: globals }: Mapping): readonly Mapping[] {
  const written = isMapping(resources) ? Object.values(resources) : [];
  const apis = written.filter(isMapping).filter(({ Type: type }) => type === 'AWS::Serverless::Api' || type === 'AWS::Serverless::HttpApi');
  const ofGlobals = isMapping(globals) ? [globals.Api, globals.HttpApi] : [];
  return [...apis.map(({ Properties: properties }) => properties), ...ofGlobals].filter(isMapping);
}

/** The definition in the local file that DefinitionUri names. */
export function localDefinition({ DefinitionUri: uri }: Mapping, { definitions }: Compilation): Value | undefined {
  return typeof uri === 'string' ? definitions.get(uri) : undefined;
}

/** Where in S3 an API's DefinitionUri says its definition is; undefined for a local file. */
export function bodyLocation(properties: Mapping, owner: string, compilation: Compilation): Value | undefined {
  const { DefinitionUri: uri } = properties;
  const at = placeOfMember(properties, 'DefinitionUri');
  if (isMapping(uri)) {
    const { Bucket: bucket, Key: key, Version: version } = uri;
    if (bucket !== undefined && key !== undefined) return { Bucket: bucket, Key: key, ...(version !== undefined && { Version: version }) };
    reportInvalid(compilation, `DefinitionUri of ${owner} needs a Bucket and a Key.`, at, { code: 'MISSING_PROPERTY' });
  } else if (typeof uri === 'string') {
    const location = uri.startsWith('s3://') ? parseS3Uri(uri) : undefined;
    if (location) {
      const { S3Bucket: Bucket = null, S3Key: Key = null, S3ObjectVersion: Version } = location;
      return { Bucket, Key, ...(Version !== undefined && { Version }) };
    }
    if (uri.startsWith('s3://')) reportInvalid(compilation, `DefinitionUri of ${owner} is not of the form s3://BUCKET/KEY.`, at);
  }
  return undefined;
}
