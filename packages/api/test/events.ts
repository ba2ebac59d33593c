// The same request as each service sends it. What differs between them is what the library must even out.
import type { AnyEvent } from '../src/events.ts';

export interface Call {
  readonly method: string;
  /** As the client wrote it, percent-encoded. */
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** The gateway's own route: `GET /users/{id}`, and its parameters as the client wrote them. */
  readonly route?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export const sources = ['rest', 'http', 'http-1.0', 'function-url', 'alb', 'alb-multi'] as const;
export type Source = (typeof sources)[number];

export function eventOf(source: Source, { method, path, query = '', headers = {}, body, route, parameters }: Call): AnyEvent {
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()]));
  const isBytes = body instanceof Uint8Array;
  const content = { body: isBytes ? Buffer.from(body).toString('base64') : (body ?? null), isBase64Encoded: isBytes };
  const values = new URLSearchParams(query);
  const multi = Object.fromEntries([...new Set(values.keys())].map((name) => [name, values.getAll(name)]));
  const single = Object.fromEntries(values);
  const none = (map: object): object | null => (Object.keys(map).length > 0 ? map : null);
  const decoded = Object.fromEntries(Object.entries(parameters ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));

  switch (source) {
    case 'rest':
    case 'http-1.0': {
      const prefix = source === 'rest' ? '' : '/dev';
      return {
        ...(source === 'http-1.0' && { version: '1.0' }),
        resource: route?.split(' ')[1] ?? '/{proxy+}',
        path: prefix + path,
        httpMethod: method,
        headers: Object.fromEntries(Object.entries(lists).map(([name, value]) => [name, value.at(-1) ?? ''])),
        multiValueHeaders: lists,
        queryStringParameters: none(single),
        multiValueQueryStringParameters: none(multi),
        pathParameters:
          source === 'rest' ? (parameters ?? { proxy: path.slice(1) }) : route ? decoded : { proxy: decodeURIComponent(path.slice(1)) },
        requestContext: { requestId: 'the-request', stage: 'dev', path: `/dev${path}` },
        ...content,
      } as AnyEvent;
    }
    case 'http':
    case 'function-url': {
      const isUrl = source === 'function-url';
      const { cookie, ...others } = lists;
      return {
        version: '2.0',
        routeKey: isUrl ? '$default' : (route ?? '$default'),
        rawPath: isUrl ? path : `/dev${decodeURIComponent(path)}`,
        rawQueryString: query,
        ...(cookie && { cookies: cookie.flatMap((it) => it.split('; ')) }),
        headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name.toLowerCase(), value.join(',')])),
        ...(query && { queryStringParameters: Object.fromEntries(Object.entries(multi).map(([name, value]) => [name, value.join(',')])) }),
        ...(route && !isUrl && { pathParameters: decoded }),
        requestContext: {
          requestId: 'the-request',
          stage: isUrl ? '$default' : 'dev',
          domainName: isUrl ? 'abc.lambda-url.eu-west-1.on.aws' : 'abc.execute-api.eu-west-1.amazonaws.com',
          http: { method, path: isUrl ? decodeURIComponent(path) : `/dev${decodeURIComponent(path)}` },
        },
        ...(content.body !== null && content),
      } as AnyEvent;
    }
    default: {
      // A load balancer sends names in lower case and does not decode the query.
      const pairs = query
        .split('&')
        .filter(Boolean)
        .map((it) => it.split('='));
      const raw = Object.fromEntries(
        pairs.map(([name = '']) => [name, pairs.filter(([other]) => other === name).map(([, value = '']) => value)]),
      );
      const lower = Object.fromEntries(Object.entries(lists).map(([name, value]) => [name.toLowerCase(), value]));
      const common = {
        httpMethod: method,
        path,
        requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:x' } },
        ...content,
        body: content.body ?? '',
      };
      if (source === 'alb-multi') return { ...common, multiValueHeaders: lower, multiValueQueryStringParameters: raw } as AnyEvent;
      return {
        ...common,
        headers: Object.fromEntries(Object.entries(lower).map(([name, value]) => [name, value.at(-1) ?? ''])),
        queryStringParameters: Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, value.at(-1) ?? ''])),
      } as AnyEvent;
    }
  }
}
