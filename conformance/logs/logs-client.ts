import { createHash, createHmac } from 'node:crypto';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

/** The members of answers that the suites look into; each operation has its own of them. */
export interface LogsAnswer {
  readonly events: readonly { readonly message: string }[];
  readonly nextToken?: string;
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
  readonly logGroups: readonly { readonly logGroupArn: string }[];
  readonly metricFilters: readonly object[];
  readonly resourcePolicies: readonly { readonly policyDocument: string }[];
  readonly queries: readonly { readonly queryId: string }[];
  readonly queryId: string;
  readonly status: string;
  readonly results: readonly (readonly { readonly field: string; readonly value: string }[])[];
}

/** The operations of CloudWatch Logs as its JSON protocol has them, signed, without an SDK. */
export interface LogsClient {
  /** @throws LogsError as the service answers */
  send(operation: string, input?: object): Promise<LogsAnswer>;
  stop(): Promise<void>;
}

export class LogsError extends Error {
  override readonly name: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

export async function startLogs(): Promise<LogsClient> {
  return logsOf(await startServices());
}

/** At an endpoint that other clients share. */
export function logsOf(endpoint: ServicesEndpoint): LogsClient {
  return {
    stop: () => endpoint.stop(),
    async send(operation, input = {}) {
      const answer = await signedPost(endpoint, operation, JSON.stringify(input));
      const text = await answer.text();
      const document = text === '' ? {} : JSON.parse(text);
      if (!answer.ok) throw new LogsError(String(document.__type).split('#').at(-1) ?? '', document.message);
      return document;
    },
  };
}

/** @source "Signature Version 4 signing process", AWS general reference */
export function signedPost({ client }: ServicesEndpoint, operation: string, body: string): Promise<Response> {
  const { host } = new URL(client.endpoint);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${client.region}/logs/aws4_request`;
  const headers = { 'content-type': 'application/x-amz-json-1.1', host, 'x-amz-date': time, 'x-amz-target': `Logs_20140328.${operation}` };
  const names = Object.keys(headers).join(';');
  const listed = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = `POST\n/\n\n${listed.join('')}\n${names}\n${digest(body)}`;
  const { accessKeyId, secretAccessKey } = client.credentials;
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest(request)}`)
    .digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return fetch(client.endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
