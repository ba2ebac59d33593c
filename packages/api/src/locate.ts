import type { AnyEvent } from './events.ts';

/**
 * The paths that a request may mean, the likeliest first, percent-encoded and without the stage that HTTP APIs put in front.
 *
 * HTTP APIs decode `rawPath`, despite its name, so `/files/a%2Fb` can not be told from `/files/a/b` in it; their own route and
 * parameters can tell. Only Function URLs leave it as it came. A REST API's route leaves out the base path of a custom domain, where
 * alone the event's two paths are the same.
 */
export function pathsOf(event: AnyEvent): readonly string[] {
  const { path = '/', rawPath, requestContext, version } = event;
  const stage = `/${requestContext?.stage}/`;
  const own =
    rawPath
      ?.replace(rawPath.startsWith(stage) ? stage : '/', '/')
      .replaceAll('%', requestContext?.domainName?.includes('.lambda-url.') ? '%' : '%25') ?? path;
  const template = ((version || path === requestContext?.path) && templatePathOf(event)) || own;
  return version ? [template, own] : [own, template];
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
