import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** @source "Amazon API Gateway quotas": payload size */
const maximumAnswerBytes = 10 * 1024 * 1024;

export interface BackendHeader {
  readonly name: string;
  readonly values: readonly string[];
}

export interface BackendRequest {
  readonly httpMethod: string;
  readonly headers: Iterable<BackendHeader>;
  readonly body: Buffer | string;
}

export interface BackendAnswer {
  readonly statusCode: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, BackendHeader>;
  readonly body: Buffer;
}

/** The URL of an HTTP integration; undefined for what is none. */
export function backendUrl(uri: string): URL | undefined {
  // The URL parser takes the path for a host where there is none.
  if (!/^https?:\/\/[^/?#]/i.test(uri)) return undefined;
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : undefined;
}

/** A backend could not be reached, or answered too much: the reason, as a sentence's end. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

/** Sends a request to a backend and reads its answer whole. @throws BackendError */
export async function callBackend(url: URL, request: BackendRequest, signal: AbortSignal): Promise<BackendAnswer> {
  const { message, body } = await exchangeMessages(url, request, signal);
  return { statusCode: message.statusCode ?? 0, headers: headersOf(message), body };
}

/** Sends a request to a backend; its answer's body is read as it comes, and must be read or destroyed. @throws BackendError */
export async function openBackend(
  url: URL,
  request: BackendRequest,
  signal: AbortSignal,
): Promise<Omit<BackendAnswer, 'body'> & { readonly stream: AsyncIterable<Buffer> }> {
  const message = await new Promise<IncomingMessage>((resolve, reject) =>
    send(url, request, { signal, answered: resolve, failed: reject }),
  );
  return { statusCode: message.statusCode ?? 0, headers: headersOf(message), stream: message };
}

function headersOf(message: IncomingMessage): ReadonlyMap<string, BackendHeader> {
  const headers = new Map<string, BackendHeader>();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index] ?? '';
    const value = message.rawHeaders[index + 1] ?? '';
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), { name: known?.name ?? name, values: [...(known?.values ?? []), value] });
  }
  return headers;
}

interface Sending {
  readonly signal: AbortSignal;
  answered(message: IncomingMessage): void;
  failed(error: BackendError): void;
}

function send(url: URL, { httpMethod, headers, body }: BackendRequest, { signal, answered, failed }: Sending): ClientRequest {
  const lines = [...headers].flatMap(({ name, values }) => values.flatMap((value) => [name, value]));
  const sent = Buffer.from(body);
  lines.push('Host', url.host);
  if (sent.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(httpMethod)) lines.push('Content-Length', String(sent.length));
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const outgoing = request(url, { method: httpMethod, headers: lines, signal, setHost: false }, answered);
  outgoing.on('error', (error) => failed(backendError(error)));
  outgoing.end(sent);
  return outgoing;
}

function exchangeMessages(
  url: URL,
  request: BackendRequest,
  signal: AbortSignal,
): Promise<{ readonly message: IncomingMessage; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const answered = (message: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      let length = 0;
      message.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maximumAnswerBytes) outgoing.destroy(new Error(`its answer has more than ${maximumAnswerBytes} bytes`));
        else chunks.push(chunk);
      });
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
      message.on('error', (error) => reject(backendError(error)));
    };
    const outgoing = send(url, request, { signal, answered, failed: reject });
  });
}

function backendError(error: unknown): BackendError {
  return new BackendError(reasonOf(error), { cause: error });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
