import { createHmac } from 'node:crypto';
import { ServiceError } from '../../../protocol/service-error.ts';
import { authorizeAnonymous } from '../authorize.ts';
import { findBucket, newVersionHeaders } from '../find.ts';
import { readUploadForm, type UploadForm } from '../form-data.ts';
import { encryptionHeaders } from '../object-encryption.ts';
import type { S3Answer, S3Operation, S3State } from '../operation.ts';
import { checkPostPolicy, type SizeLimits } from '../post-policy.ts';
import { signV4 } from '../presigned-v4.ts';
import { putBytes } from '../put-bytes.ts';
import { parseDocument } from '../request-document.ts';
import type { S3Object } from '../s3-object.ts';
import type { S3Request } from '../s3-request.ts';
import { checkSignature, findCredential } from '../signature-errors.ts';
import { readTagging } from '../tags.ts';

/** An upload from a browser's form. @source "POST Object", Amazon S3 API reference; recordings of localstack's test_s3 */
export const postObject: S3Operation = {
  name: 'PostObject',
  method: 'POST',
  on: 'bucket',
  header: 'content-type',
  headerStart: 'multipart/form-data',
  authorizesItself: true,
  async run(on, request) {
    findBucket(on, request.bucket);
    const form = await readUploadForm(request.header('content-type') ?? '', request.body);
    const { fields } = form;
    const key = need(fields, 'key').replaceAll('${filename}', form.fileName);
    const { limits, principalId } = authorized(on, { ...request, key }, new Map([...fields, ['bucket', request.bucket]]));
    const upload = { ...asPut(request, form, key), principalId };
    const object = await putBytes(on, { ...upload, body: within(limits, form.file) }, 'ObjectCreated:Post');
    return answerOf(request, fields, object);
  },
};

/** @throws ServiceError InvalidArgument */
function need(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (value !== undefined && value !== '') return value;
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: '' });
}

interface Authorized {
  readonly limits: SizeLimits;
  readonly principalId: string;
}

function authorized(on: S3State, request: S3Request, fields: ReadonlyMap<string, string>): Authorized {
  const policy = fields.get('policy');
  if (policy === undefined) {
    authorizeAnonymous(on, request, 'PostObject');
    return { limits: { minimum: 0, maximum: Number.POSITIVE_INFINITY }, principalId: 'Anonymous' };
  }
  const accessKeyId = fields.has('awsaccesskeyid') || fields.has('signature') ? signedV2(on, policy, fields) : signedV4(on, policy, fields);
  const limits = checkPostPolicy(policy, fields, on.world.now());
  return { limits, principalId: `AWS:${on.credentialOf(accessKeyId)?.userId ?? on.world.accountId}` };
}

function signedV2(on: S3State, policy: string, fields: ReadonlyMap<string, string>): string {
  const accessKeyId = need(fields, 'AWSAccessKeyId');
  const { secretAccessKey } = findCredential(on, accessKeyId, fields.get('x-amz-security-token'));
  const wanted = createHmac('sha1', secretAccessKey).update(policy).digest('base64');
  checkSignature({ accessKeyId, given: need(fields, 'signature'), wanted, stringToSign: policy });
  return accessKeyId;
}

function signedV4(on: S3State, policy: string, fields: ReadonlyMap<string, string>): string {
  const given = need(fields, 'X-Amz-Signature');
  const [accessKeyId = '', day = '', region = '', service = ''] = need(fields, 'X-Amz-Credential').split('/');
  need(fields, 'X-Amz-Algorithm');
  need(fields, 'X-Amz-Date');
  const { secretAccessKey } = findCredential(on, accessKeyId, fields.get('x-amz-security-token'));
  const wanted = signV4({ secretAccessKey, day, region, service }, policy);
  checkSignature({ accessKeyId, given, wanted, stringToSign: policy });
  return accessKeyId;
}

/** The form as the PUT that it stands for: its fields are headers. */
function asPut(request: S3Request, { fields, file }: UploadForm, key: string): S3Request {
  const headers: { [name: string]: string } = { 'transfer-encoding': 'chunked' };
  for (const [name, value] of fields) headers[name] = value;
  const { acl, tagging } = headers;
  if (acl !== undefined) headers['x-amz-acl'] = acl;
  headers['content-type'] ??= headers['x-file-content-type'] ?? 'binary/octet-stream';
  if (tagging !== undefined) {
    const tags = readTagging(parseDocument(Buffer.from(tagging), 'Tagging'));
    headers['x-amz-tagging'] = new URLSearchParams(Object.entries(tags)).toString();
  }
  return { ...request, key, headers, body: file, header: (name) => headers[name] };
}

/** @throws ServiceError EntityTooSmall, EntityTooLarge */
async function* within({ minimum, maximum }: SizeLimits, file: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let size = 0;
  for await (const piece of file) {
    size += piece.length;
    if (size > maximum) {
      const members = { ProposedSize: String(size), MaxSizeAllowed: String(maximum) };
      throw new ServiceError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, members);
    }
    yield piece;
  }
  if (size >= minimum) return;
  const members = { ProposedSize: String(size), MinSizeAllowed: String(minimum) };
  throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, members);
}

function answerOf(request: S3Request, fields: ReadonlyMap<string, string>, object: S3Object): S3Answer {
  const { bucket } = request;
  const eTag = `"${object.eTag}"`;
  const path = `${request.isHosted ? '' : `/${bucket}`}/${encodeURIComponent(object.key)}`;
  const location = `http://${request.header('host')}${path}`;
  const headers = { etag: eTag, location, ...encryptionHeaders(object.encryption), ...newVersionHeaders(object) };
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key: object.key, etag: eTag })) target.searchParams.append(name, value);
    return { status: 303, headers: { ...headers, location: target.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '201')
    return { status: 201, headers, document: ['PostResponse', { Location: location, Bucket: bucket, Key: object.key, ETag: eTag }] };
  return { status: status === '200' ? 200 : 204, headers };
}
