import { ServiceError } from '../../protocol/service-error.ts';
import { readCredential } from '../../protocol/sigv4.ts';
import type { S3State } from './operation.ts';
import { verifyPresignedV2 } from './presigned-v2.ts';
import { verifyPresignedV4 } from './presigned-v4.ts';
import type { S3Request } from './s3-request.ts';

/** Who makes a request. */
export interface Caller {
  readonly principalId: string;
  readonly isAnonymous: boolean;
}

/**
 * A presigned address is held to its signature and its time. A signature in a header is taken as it is: the keys of this machine guard
 * nothing, and whoever holds one may do everything.
 * @throws ServiceError AccessDenied, AuthorizationQueryParametersError, InvalidAccessKeyId, InvalidRequest, SignatureDoesNotMatch
 */
export function authenticate(on: S3State, request: S3Request): Caller {
  const { query, headers } = request;
  const byQueryV4 = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature') || query.has('X-Amz-Credential');
  const byQueryV2 = query.has('AWSAccessKeyId') || query.has('Signature');
  const authorization = request.header('authorization');
  if (authorization !== undefined && (byQueryV4 || byQueryV2)) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
    throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'Authorization', ArgumentValue: authorization });
  }
  if (byQueryV4) return known(on, verifyPresignedV4(on, request));
  if (byQueryV2) return known(on, verifyPresignedV2(on, request));
  if (authorization === undefined) return { principalId: 'Anonymous', isAnonymous: true };
  const header = typeof headers.authorization === 'string' ? headers.authorization : undefined;
  return known(on, readCredential(header, request.url)?.accessKeyId);
}

function known({ credentialOf, world }: S3State, accessKeyId: string | undefined): Caller {
  const credential = accessKeyId === undefined ? undefined : credentialOf(accessKeyId);
  return { principalId: `AWS:${credential?.userId ?? world.accountId}`, isAnonymous: false };
}
