import { ServiceError } from '../../protocol/service-error.ts';

/** The bucket and key of `x-amz-copy-source`: `/BUCKET/KEY`, percent-encoded. @throws ServiceError InvalidArgument */
export function readCopySource(header: string): { readonly bucket: string; readonly key: string } {
  const [path = '', query = ''] = header.split('?');
  if (new URLSearchParams(query).has('versionId'))
    throw new ServiceError('NotImplemented', 'gatewright keeps no versions of objects yet. See docs/compatibility.md.', 501);
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  const members = { ArgumentName: 'x-amz-copy-source', ArgumentValue: header };
  throw new ServiceError('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 400, members);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
