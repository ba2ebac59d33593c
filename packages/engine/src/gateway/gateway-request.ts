import type { RequestHeaders } from './request-headers.ts';

/** One request as the listener read it, whole. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query string as sent, percent-encoding and all. */
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** The port of the listener, for `X-Forwarded-Port`. */
  readonly port: number;
  readonly requestId: string;
}

/** What the listener sends back. */
export interface GatewayAnswer {
  readonly statusCode: number;
  /** Names and values in turn, as they go on the wire. */
  readonly headers: string[];
  readonly body: Buffer | string;
  /** Goes out after `body`, in pieces as they come. When it fails the connection is broken: its status is out already. */
  readonly stream?: AsyncIterable<Buffer> | undefined;
}

/** The part of a URL before its query string. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  const whole = query < 0 ? url : url.slice(0, query);
  const fragment = whole.indexOf('#');
  const path = fragment < 0 ? whole : whole.slice(0, fragment);
  if (path.startsWith('/')) return path;
  // A proxy's absolute form, `GET http://host/path`.
  const absolute = /^https?:\/\/[^/]*(\/.*)?$/i.exec(path);
  return absolute ? (absolute[1] ?? '/') : path;
}

/** What stands in a path before its second slash; slashes in a row at its beginning count as one. */
export function firstSegment(path: string): string {
  let start = 0;
  while (path.charCodeAt(start) === 47) start += 1;
  const end = path.indexOf('/', start);
  return path.slice(start, end < 0 ? path.length : end);
}

/** The query string of a URL without its `?`; `""` when there is none. */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  if (start < 0) return '';
  const end = url.indexOf('#', start);
  return end < 0 ? url.slice(start + 1) : url.slice(start + 1, end);
}
