import type { AnyEvent } from './events.ts';

/**
 * The path of a request, percent-encoded, without the stage that HTTP APIs put in front.
 *
 * HTTP APIs decode `rawPath`, despite its name, so `/files/a%2Fb` can not be told from `/files/a/b` in it; their own route and
 * parameters can tell. Only Function URLs leave it as it came.
 */
export function pathOf(event: AnyEvent): string {
  const { path, rawPath, requestContext, version } = event;
  if (rawPath === undefined) return (version && templatePathOf(event)) || (path ?? '/');
  if (requestContext?.domainName?.includes('.lambda-url.')) return rawPath;
  const prefix = `/${requestContext?.stage}/`;
  return templatePathOf(event) ?? (rawPath.startsWith(prefix) ? rawPath.slice(prefix.length - 1) : rawPath).replaceAll('%', '%25');
}

/**
 * The path as the gateway's own route and parameters spell it, which leaves out the base path of a custom domain. Undefined when
 * the event does not say. HTTP APIs, whose events have a version, decode parameters; REST APIs do not.
 */
export function templatePathOf({ pathParameters, version, resource, routeKey }: AnyEvent): string | undefined {
  const template = resource ?? routeKey?.split(' ')[1];
  let complete = template;
  const path = template?.replace(/\{([^{}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
    const value = pathParameters?.[name];
    if (!value) complete = undefined;
    return !version || !value ? `${value}` : encodeURIComponent(value).replaceAll('%2F', greedy ? '/' : '%2F');
  });
  return complete && path;
}
