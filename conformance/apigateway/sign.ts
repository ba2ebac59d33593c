import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../packages/engine/test/sha256.ts';
import type { Api, ApiRequest } from './endpoint.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

interface ToBeSigned extends ApiRequest {
  readonly region?: string;
  readonly keys?: Keys;
}

/** The request, signed by AWS's own signer: for an engine of ours with the keys that it knows, for another endpoint with the environment's. */
export async function signed(api: Api, request: ToBeSigned, signingDate: Date): Promise<ApiRequest> {
  const {
    AWS_ACCESS_KEY_ID = 'test',
    AWS_SECRET_ACCESS_KEY = 'test',
    AWS_SESSION_TOKEN,
    AWS_REGION = 'us-east-1',
  } = api.awsUrl === undefined ? process.env : {};
  const own = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
  const { accessKeyId, secretAccessKey, sessionToken } = request.keys ?? own;
  const { host, hostname, pathname, protocol } = new URL(api.url);
  const { region = AWS_REGION, method = 'GET', path, body } = request;
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Sha256,
  });
  const plain = { method, protocol, hostname, path: `${pathname}${path}`, headers: { host }, ...(body !== undefined && { body }) };
  const { headers } = await signer.sign(plain, { signingDate });
  return { method, path, headers, ...(body !== undefined && { body }) };
}
