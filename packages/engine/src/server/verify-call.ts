import type { IncomingMessage } from 'node:http';
import type { Identities } from '../gateway/identity/identities.ts';
import { expiredToken, verifyRequest } from '../gateway/identity/verify-request.ts';
import { RequestHeaders } from '../gateway/request-headers.ts';
import type { AwsRequest, AwsResponse } from '../protocol/aws-service.ts';
import { type Refusal, refuseWith } from '../protocol/refuse-service.ts';
import { cborWire } from '../protocol/rpc/cbor-wire.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Credential } from '../protocol/sigv4.ts';
import { verifyS3Header } from '../services/s3/verify-header.ts';
import type { World } from '../world/world.ts';

/** Whose signatures are known to the AWS endpoint, when it verifies them. */
export interface KnownSigners {
  readonly world: World;
  readonly identities: Identities;
}

/** What a call is, besides what the service reads. */
export interface SignedCall {
  readonly message: IncomingMessage;
  readonly request: AwsRequest;
  /** Undefined when no signature can be read. */
  readonly credential: Credential | undefined;
  /** The signing name of the service that is called. */
  readonly service: string | undefined;
}

/**
 * Verifies who signed a call. S3 looks itself to addresses and forms that are signed, and to requests that nobody signed.
 *
 * @returns AWS's refusal in the caller's protocol; undefined when the call may go on
 */
export async function refuseCaller(call: SignedCall, signers: KnownSigners): Promise<AwsResponse | undefined> {
  const { message, request, credential, service } = call;
  const isSigned = message.headers.authorization !== undefined || /[?&]X-Amz-(?:Algorithm|Signature)=/.test(request.url);
  if (!isSigned && isOpenToAll(call)) return undefined;
  const headers = new RequestHeaders(message.rawHeaders);
  try {
    if (credential && signers.identities.hasExpired(credential.accessKeyId)) throw expiredToken();
    if (service !== 's3') {
      const scope = { service: credential?.service ?? '', region: credential?.region ?? '' };
      verifyRequest({ method: request.method, url: request.url, headers, body: request.body }, { ...signers, ...scope });
    } else if (message.headers.authorization !== undefined) {
      const { method, url } = request;
      const valuesOf = (name: string): readonly string[] | undefined => headers.byName.get(name)?.values;
      const credentialOf = (accessKeyId: string) => signers.identities.credentialOf(accessKeyId);
      verifyS3Header({ method, url, valuesOf }, { nowMs: signers.world.now(), credentialOf });
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return await answerOf(error, call);
  }
}

/** Calls that AWS takes without a signature. */
function isOpenToAll({ service, request }: SignedCall): boolean {
  if (service === 's3') return true;
  if (service === 'sns') return /^\/\?Action=(?:ConfirmSubscription|Unsubscribe)&/.test(request.url);
  return service === 'sts' && /(?:^|&)Action=AssumeRoleWith(?:WebIdentity|SAML)(?:&|$)/.test(request.body.toString('latin1'));
}

type Words = { readonly [code: string]: Omit<Refusal, 'message'> & { readonly message?: string } };

/**
 * The codes of the query protocol. @source "Common errors" of AWS's query API references; public reports of the texts
 */
const queryWords: Words = {
  ExpiredTokenException: { status: 403, code: 'ExpiredToken' },
  IncompleteSignatureException: { status: 400, code: 'IncompleteSignature' },
  InvalidSignatureException: { status: 403, code: 'SignatureDoesNotMatch' },
  MissingAuthenticationTokenException: {
    status: 403,
    code: 'MissingAuthenticationToken',
    message: 'Request is missing Authentication Token',
  },
  UnrecognizedClientException: { status: 403, code: 'InvalidClientTokenId' },
};

/** DynamoDB's own words. @source recorded by dynalite's tests ("dynalite connections") */
const dynamoDbMissing = 'Request must contain either a valid (registered) AWS access key ID or X.509 certificate.';

async function answerOf(error: ServiceError, { request, service }: SignedCall): Promise<AwsResponse> {
  const { headers, method, url } = request;
  if (service === 's3') {
    const { status, code, message, members } = error.code === 'ExpiredTokenException' ? s3Expired : error;
    return refuseWith({ status, code, message, members }, service, request);
  }
  // What should have been signed is told by the services with REST protocols.
  const message = error.message.split('\n\n')[0] ?? '';
  const isForm = String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (isForm || (method === 'GET' && /[?&]Action=/.test(url))) {
    const words = queryWords[error.code];
    const asForm = { ...request, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } };
    return refuseWith({ status: 403, code: error.code, message, ...words }, service, asForm);
  }
  const refusal = refuseWith({ status: 400, code: error.code, message }, service, request);
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') {
    const body = await cborWire.refuse(
      { error, code: undefined },
      { operation: refusal.operation, service: { signingName: service ?? '' }, request, requestId: request.requestId },
    );
    return compatible({ ...refusal, body: body.body, headers: { ...refusal.headers, ...body.headers } }, error.code);
  }
  if (headers['x-amz-target'] !== undefined) {
    if (service === 'sqs' || service === 'monitoring') return compatible(refusal, error.code);
    if (service !== 'dynamodb') return refusal;
    const text = error.code === 'MissingAuthenticationTokenException' ? dynamoDbMissing : message;
    return refuseWith({ status: 400, code: `com.amazon.coral.service#${error.code}`, message: text }, service, request);
  }
  return refuseWith({ status: 403, code: error.code, message: error.message }, service, request);
}

/** What a service says that once spoke the query protocol: its clients look for the code of then. @source "awsQueryCompatible trait", Smithy 2.0 */
function compatible(refusal: AwsResponse, code: string): AwsResponse {
  const words = queryWords[code];
  if (!words) return refusal;
  return { ...refusal, status: words.status, headers: { ...refusal.headers, 'x-amzn-query-error': `${words.code};Sender` } };
}

const s3Expired = new ServiceError('ExpiredToken', 'The provided token has expired.');
