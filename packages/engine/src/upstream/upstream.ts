import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AwsRequest, AwsResponse, StreamedAwsRequest } from '../protocol/aws-service.ts';
import { refuseWith } from '../protocol/refuse-service.ts';
import type { Credential } from '../protocol/sigv4.ts';
import type { World } from '../world/world.ts';
import { endpointOf, type UpstreamSettings } from './endpoint-of.ts';
import { headersToAnswer, headersToSend, withoutPresignature } from './forwarded-headers.ts';
import { signRequest } from './sign-request.ts';

/** An upstream that says nothing for so long is given up. */
const silenceMs = 60_000;

type Call = AwsRequest | StreamedAwsRequest;

/** Sends calls on to another AWS endpoint, signed anew: their signatures hold for this machine's host and keys alone. */
export function createUpstream(
  world: World,
  settings: UpstreamSettings,
): (call: Call, credential: Credential | undefined) => Promise<AwsResponse> {
  return async (call, credential) => {
    const refuse = (status: number, code: string, message: string): AwsResponse =>
      refuseWith({ status, code, message }, credential?.service, {
        ...call,
        body: Buffer.isBuffer(call.body) ? call.body : Buffer.alloc(0),
      });
    const isAws = settings.url === undefined;
    // Nobody's request is not made the developer's.
    if (isAws && !credential) return refuse(403, 'MissingAuthenticationToken', 'Requests without a signature are not sent on to AWS.');
    const given = headersToSend(call.headers);
    const payload = given['x-amz-content-sha256'];
    if (!Buffer.isBuffer(call.body) && payload?.startsWith('STREAMING-AWS4-'))
      return refuse(501, 'NotImplemented', 'A body signed in chunks is not sent on: its signatures are for this machine.');
    const endpoint = endpointOf(settings, credential);
    const [path = '/', query = ''] = call.url.split('?');
    const sent = withoutPresignature(query);
    const unsigned = {
      method: call.method,
      path,
      query: sent,
      headers: { ...given, host: endpoint.host },
      body: Buffer.isBuffer(call.body) ? call.body : Buffer.alloc(0),
      payloadHash: Buffer.isBuffer(call.body) ? undefined : (payload ?? 'UNSIGNED-PAYLOAD'),
    };
    const headers = credential ? signRequest(unsigned, credential, settings.keys, world.now()) : unsigned.headers;
    try {
      const answer = await exchange({ endpoint, method: call.method, target: sent === '' ? path : `${path}?${sent}`, headers }, call.body);
      const { operation } = refuse(0, '', '');
      const status = answer.statusCode ?? 502;
      const error = status < 400 ? undefined : `${String(answer.headers['x-amzn-errortype'] ?? 'HTTP')}: ${status} of ${endpoint.host}`;
      return { status, headers: headersToAnswer(answer), body: '', stream: answer, operation, error, upstream: endpoint.host };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ...refuse(502, 'UpstreamUnreachable', `The upstream ${endpoint.origin} did not answer: ${reason}`),
        upstream: endpoint.host,
      };
    }
  };
}

interface Outgoing {
  readonly endpoint: URL;
  readonly method: string;
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
}

function exchange({ endpoint, method, target, headers }: Outgoing, body: Call['body']): Promise<IncomingMessage> {
  const send = endpoint.protocol === 'https:' ? requestHttps : requestHttp;
  const path = `${endpoint.pathname.replace(/\/$/, '')}${target}`;
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: endpoint.hostname, port: endpoint.port, method, path, headers: { ...headers }, agent: false }, resolve);
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`nothing for ${silenceMs / 1000} seconds`)));
    outgoing.once('error', reject);
    if (Buffer.isBuffer(body)) outgoing.end(body);
    else pipeline(Readable.from(body), outgoing).catch(reject);
  });
}
