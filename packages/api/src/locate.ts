import type { AnyEvent } from './events.ts';

/**
 * The paths that a request may mean, the likeliest first, percent-encoded and without the stage that HTTP APIs put in front.
 *
 * HTTP APIs decode `rawPath`, despite its name, so `/files/a%2Fb` can not be told from `/files/a/b` in it; their own route and
 * parameters can tell. Function URLs alone leave it as it came, and decode the path of `http` only. A REST API's route leaves out
 * the base path of a custom domain, where alone the event's two paths are the same.
 */
export function pathsOf({ path = '/', pathParameters, rawPath, requestContext, resource, routeKey, version }: AnyEvent): readonly string[] {
  if (!version && path !== requestContext?.path) return [rawPath ?? path];
  const stage = `/${requestContext?.stage}/`;
  let own = rawPath ?? path;
  if (version && `${own}/`.startsWith(stage)) own = own.slice(stage.length - 1) || '/';
  if (rawPath?.endsWith(`${requestContext?.http?.path}`)) own = own.replaceAll('%', '%25');
  // The path as the gateway's own route and parameters spell it, if the event says both. HTTP APIs decode parameters; REST APIs do not.
  let complete = true;
  const told = (resource ?? routeKey?.split(' ')[1])?.replace(/{([^{}+]+)(\+?)}/g, (_, name: string, greedy: string) => {
    const value = pathParameters?.[name] ?? '';
    complete &&= value !== '';
    return version ? encodeURIComponent(value).replaceAll('%2F', greedy ? '/' : '%2F') : value;
  });
  return complete && told && (version || own.endsWith(told)) ? [told, own] : [own];
}
