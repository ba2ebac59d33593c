import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../packages/engine/test/sha256.ts';
import type { Api } from './endpoint.ts';

/** Tries to find a line: it is written once the answer has left, and on AWS a minute later. */
const maximumTries = 2000;

/** The line of CloudWatch Logs that has a request's id. */
export async function lineOf(requestId: string, logGroupName: string, api: Api): Promise<string> {
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const { events = [] } = await filterLogEvents({ logGroupName, filterPattern: `"${requestId}"` }, api);
    const [event] = events;
    if (event !== undefined) return event.message;
  }
  throw new Error(`No line of ${requestId} is in ${logGroupName}.`);
}

async function filterLogEvents(input: object, api: Api): Promise<{ readonly events?: readonly { readonly message: string }[] }> {
  const own = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const environment: typeof process.env = api.awsUrl === undefined ? process.env : own;
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN, AWS_REGION: region = 'us-east-1' } = environment;
  const sessionToken = AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN };
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, ...sessionToken };
  const signer = new SignatureV4({ service: 'logs', region, credentials, sha256: Sha256 });
  const { host, hostname, protocol, origin } = new URL(api.awsUrl ?? `https://logs.${region}.amazonaws.com`);
  const body = JSON.stringify(input);
  const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Logs_20140328.FilterLogEvents' };
  const signed = await signer.sign({ method: 'POST', protocol, hostname, path: '/', headers, body });
  const answer = await fetch(origin, { method: 'POST', headers: signed.headers, body });
  if (!answer.ok) throw new Error(`FilterLogEvents: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Awaited<ReturnType<typeof filterLogEvents>>;
}
