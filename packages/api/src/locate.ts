import type { AnyEvent } from './events.ts';

/**
 * The paths that a request may mean, the likeliest first, percent-encoded and without the stage that HTTP APIs put in front.
 *
 * HTTP APIs decode `rawPath`, despite its name, so `/files/a%2Fb` can not be told from `/files/a/b` in it; their own route and
 * parameters can tell. Function URLs alone leave it as it came, and decode the path of `http` only. A REST API's route leaves out
 * the base path of a custom domain, where alone the event's two paths are the same.
 */
export function pathsOf(event: AnyEvent): readonly string[] {
  const { path = '/', rawPath, requestContext, version } = event;
  if (!version && path !== requestContext?.path) return [rawPath ?? path];
  const stage = `/${requestContext?.stage}`;
  const full = rawPath ?? path;
  const bare = version && `${full}/`.startsWith(`${stage}/`) ? full.slice(stage.length) || '/' : full;
  const own = rawPath?.endsWith(`${requestContext?.http?.path}`) ? bare.replaceAll('%', '%25') : bare;
  const template = templatePathOf(event) || own;
  return version || own.endsWith(template) ? [template, own] : [own, template];
}

/**
 * The path as the gateway's own route and parameters spell it; empty when the event does not say. HTTP APIs, whose events have a
 * version, decode parameters; REST APIs do not.
 */
function templatePathOf({ pathParameters, version, resource, routeKey }: AnyEvent): string {
  let complete = true;
  const path = (resource ?? routeKey?.split(' ')[1])?.replace(/{([^{}+]+)(\+?)}/g, (_, name: string, greedy: string) => {
    const value = pathParameters?.[name];
    complete &&= !!value;
    return version ? encodeURIComponent(`${value}`).replaceAll('%2F', greedy ? '/' : '%2F') : `${value}`;
  });
  return (complete && path) || '';
}
