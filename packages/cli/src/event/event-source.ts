/** What may be said of a sample; each source takes some of them. */
export interface EventOptions {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly stage: string;
  readonly region: string;
  /** Of what the event is about: the bucket, queue, topic, table, rule or user pool. */
  readonly name: string | undefined;
  /** Of an object in a bucket. */
  readonly key: string;
}

export type OptionName = keyof EventOptions;

/** One event that `gatewright event` writes, in the form in which AWS hands it to a function. */
export interface EventSource {
  readonly name: string;
  readonly summary: string;
  readonly takes: readonly OptionName[];
  event(options: EventOptions): object;
}

/** AWS's own example account, and one moment, so that the same words give the same event. */
export const accountId = '123456789012';
export const time = '2026-01-01T12:00:00.000Z';
export const epochMs: number = Date.parse(time);

/** Lambda's wire format for binary and text alike is text: a sample's body is JSON unless it is given. */
export function bodyOf({ body, method }: EventOptions): string | null {
  return body ?? (['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method) ? null : '{"message":"hello"}');
}

/** A path and its query: `/users?limit=5`. */
export function splitPath(path: string): { readonly path: string; readonly query: URLSearchParams; readonly rawQuery: string } {
  const [before = '/', rawQuery = ''] = path.split('?');
  return { path: before.startsWith('/') ? before : `/${before}`, query: new URLSearchParams(rawQuery), rawQuery };
}
