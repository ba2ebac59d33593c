import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { Bucket } from './bucket.ts';
import { type Acl, cannedAcls, isPublic } from './canned-acl.ts';
import { readDocument } from './payload.ts';
import { publicAccessBlockOf } from './public-access.ts';
import { malformedXml, parseDocument } from './request-document.ts';
import type { S3Request } from './s3-request.ts';
import type { Xml } from './xml.ts';

const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers';
const authenticated = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const maximumDocumentBytes = 64 * 1024;

/**
 * The canned ACL of a request's header. Undefined without one.
 * @throws ServiceError InvalidArgument, AccessControlListNotSupported, AccessDenied, NotImplemented
 * @source "Access control list (ACL) overview" and "Controlling ownership of objects", Amazon S3 user guide
 */
export function readAclHeader(request: S3Request, bucket: Bucket): Acl | undefined {
  if (Object.keys(request.headers).some((name) => name.startsWith('x-amz-grant-'))) throw grantsRefused();
  const header = request.header('x-amz-acl');
  if (header === undefined) return undefined;
  const acl = cannedAcls.find((it) => it === header);
  if (!acl) throw new ServiceError('InvalidArgument', '', 400, { ArgumentName: 'x-amz-acl', ArgumentValue: header });
  checkAllowed(acl, bucket);
  return acl;
}

/** The ACL of a PutBucketAcl or PutObjectAcl: a header, or a document that says what a canned one does. @throws ServiceError */
export async function readAcl(request: S3Request, bucket: Bucket): Promise<Acl> {
  const named = readAclHeader(request, bucket);
  const body = await readDocument(request, maximumDocumentBytes);
  if (named !== undefined) return named;
  if (body.length === 0)
    throw new ServiceError('MissingSecurityHeader', 'Your request was missing a required header', 400, { MissingHeaderName: 'x-amz-acl' });
  const root = parseDocument(body, 'AccessControlPolicy');
  const grants = root.first('AccessControlList')?.all('Grant');
  if (!grants || !root.first('Owner')) throw malformedXml();
  const acl = cannedFor(
    grants.map((it) => {
      const grantee = it.first('Grantee');
      return `${grantee?.textOf('URI') ?? 'owner'} ${it.textOf('Permission') ?? ''}`;
    }),
  );
  checkAllowed(acl, bucket);
  return acl;
}

function cannedFor(grants: readonly string[]): Acl {
  const others = grants.filter((it) => it !== 'owner FULL_CONTROL').sort();
  switch (others.join(',')) {
    case '':
      return 'private';
    case `${everybody} READ`:
      return 'public-read';
    case `${everybody} READ,${everybody} WRITE`:
      return 'public-read-write';
    case `${authenticated} READ`:
      return 'authenticated-read';
    default:
      throw grantsRefused();
  }
}

function grantsRefused(): ServiceError {
  return new ServiceError('NotImplemented', 'gatewright keeps canned ACLs only, no grants to others. See docs/compatibility.md.', 501);
}

function checkAllowed(acl: Acl, bucket: Bucket): void {
  if (acl === 'private' || acl === 'bucket-owner-full-control') return;
  if (ownershipOf(bucket) === 'BucketOwnerEnforced')
    throw new ServiceError('AccessControlListNotSupported', 'The bucket does not allow ACLs', 400);
  if (isPublic(acl) && publicAccessBlockOf(bucket)?.BlockPublicAcls) throw new ServiceError('AccessDenied', 'Access Denied', 403);
}

/** Without controls, as buckets were before there were any, the writer owns what it writes. */
function ownershipOf({ configurations }: Bucket): string {
  if (configurations.ownershipControls === undefined) return 'ObjectWriter';
  const { Rule }: { Rule: { ObjectOwnership: string } } = JSON.parse(configurations.ownershipControls);
  return Rule.ObjectOwnership;
}

/** The document of an ACL. Attributes are written into the elements' names, as no other document of S3's has any. */
export function aclDocument(acl: Acl | undefined, { accountId }: World): Xml {
  const owner = { ID: accountId, DisplayName: accountId };
  const grant = (type: string, grantee: Xml, permission: string): Xml => ({
    [`Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}"`]: grantee,
    Permission: permission,
  });
  const grants = [grant('CanonicalUser', owner, 'FULL_CONTROL')];
  if (acl === 'public-read' || acl === 'public-read-write') grants.push(grant('Group', { URI: everybody }, 'READ'));
  if (acl === 'public-read-write') grants.push(grant('Group', { URI: everybody }, 'WRITE'));
  if (acl === 'authenticated-read') grants.push(grant('Group', { URI: authenticated }, 'READ'));
  return { Owner: owner, AccessControlList: { Grant: grants } };
}
