import { besideFile } from '../cloudformation/function-sources.ts';
import { placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { type Compilation, reportInvalid, reportUnsupported } from './compilation.ts';
import { parseS3Uri } from './function/code.ts';
import type { Mapping } from './sam-resource.ts';

/** Where in S3 an API's DefinitionUri says its definition is. */
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
    reportUnsupported(
      compilation,
      `DefinitionUri of ${owner} names ${besideFile(compilation.file, uri)}, which is not read.`,
      at,
      'Write the document in DefinitionBody.',
    );
  }
  return undefined;
}
