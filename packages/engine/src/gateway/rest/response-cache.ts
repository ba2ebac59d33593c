import type { GatewayAnswer } from '../gateway-request.ts';

/** Larger answers are not kept. @source "Cache settings for REST APIs in API Gateway" */
const maximumEntryBytes = 1_048_576;
/** Of all entries together; the oldest make room. AWS's smallest cache has 0.5 GB. */
const maximumBytes = 64 * 1024 * 1024;

/** Made for each request anew, and no part of what is kept. */
const headersOfRequest = ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'];

/** What a kept answer belongs to. */
export interface CachedFor {
  /** The path of the request that it answered first. */
  readonly path: string;
  readonly expiresAtMs: number;
}

interface Entry extends CachedFor {
  readonly answer: GatewayAnswer;
  readonly bytes: number;
}

/** Answers of integrations, by a key that says which requests they are for. */
export class ResponseCache {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  /** The answer that is kept for `key`, without the headers that belong to one request. */
  get(key: string, nowMs: number): { readonly answer: GatewayAnswer; readonly path: string } | undefined {
    const entry = this.#entries.get(key);
    if (entry && entry.expiresAtMs > nowMs) return entry;
    if (entry) this.#remove(key, entry);
    return undefined;
  }

  put(key: string, { statusCode, headers, body }: GatewayAnswer, { path, expiresAtMs }: CachedFor): void {
    const bytes = Buffer.byteLength(body);
    if (bytes > maximumEntryBytes) return;
    const former = this.#entries.get(key);
    if (former) this.#remove(key, former);
    const kept: string[] = [];
    for (let index = 0; index + 1 < headers.length; index += 2) {
      const name = headers[index] ?? '';
      if (!headersOfRequest.includes(name.toLowerCase())) kept.push(name, headers[index + 1] ?? '');
    }
    this.#entries.set(key, { answer: { statusCode, headers: kept, body }, bytes, path, expiresAtMs });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= maximumBytes) break;
      this.#remove(oldest, entry);
    }
  }

  #remove(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
