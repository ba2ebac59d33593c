import { eventReads } from '../lambda/events.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { ApiFacts, PreflightHeader } from '../template/apis.ts';

/** Sent by browsers without asking, or never by a page: what proxies add, and the signatures of other people's webhooks. */
const notAsked =
  /^(accept|accept-language|content-language|range|host|user-agent|origin|cookie|referer|via|connection|content-length|forwarded|sec-.*|cloudfront-.*|x-forwarded-.*|x-amzn-.*|access-control-.*|if-.*|.*signature.*|x-(github|gitlab|hub|slack|shopify|twilio|goog)-.*|stripe-.*|svix-.*)$/;
const severe = /^(authorization|content-type|x-api-key)$/;

interface Wanted {
  readonly allow: PreflightHeader;
  /** Why, by header. */
  readonly reasons: Map<string, string>;
}

/** A header that the preflight answer does not allow makes the browser drop the request before it is sent. */
export const preflightHeadersIncomplete: Rule = {
  name: 'PREFLIGHT_HEADERS_INCOMPLETE',
  *check(project) {
    for (const api of project.template?.apis ?? []) {
      for (const { allow, reasons } of missingOf(project, api)) {
        if (reasons.size === 0) continue;
        const names = [...reasons.keys()];
        yield {
          severity: names.some((it) => severe.test(it) && !reasons.get(it)?.includes("AWS's own")) ? 'error' : 'warning',
          message: `Preflight does not allow ${[...reasons].map(([name, why]) => `${name} (${why})`).join(', ')}: a browser drops such a request before it is sent.`,
          at: allow.at,
          hint: `Add ${names.join(', ')} to the allowed headers.`,
        };
      }
    }
  },
};

/** What is missing, by the place that lists the allowed headers. */
function missingOf({ template, modulesOf }: Project, api: ApiFacts): Iterable<Wanted> {
  const found = new Map<string, Wanted>();
  const want = (allow: PreflightHeader, name: string, why: string): void => {
    const key = `${allow.at.file}:${allow.at.line}:${allow.value}`;
    const entry = found.get(key) ?? { allow, reasons: new Map<string, string>() };
    found.set(key, entry);
    if (!entry.reasons.has(name)) entry.reasons.set(name, why);
  };
  const preflightOf = (path: string): PreflightHeader | undefined =>
    api.routes.find((it) => it.path === path && it.preflight)?.preflight?.get('access-control-allow-headers');

  for (const { path, apiKeyRequired } of api.routes) {
    const allow = preflightOf(path);
    if (!allow) continue;
    if (apiKeyRequired && !allows(allow, 'x-api-key')) want(allow, 'x-api-key', 'a route requires an API key');
    // Who allows X-Amz-Date has copied AWS's own list for signed requests: with temporary credentials they carry one more.
    if (allow.value?.toLowerCase().includes('x-amz-date') && !allows(allow, 'x-amz-security-token')) {
      want(allow, 'x-amz-security-token', 'requests signed with temporary credentials, which X-Amz-Date is for, carry it');
      if (!allows(allow, 'x-api-key')) want(allow, 'x-api-key', "it is in AWS's own list, and browser calls with a key fail without it");
    }
  }
  for (const functionFacts of template?.functions ?? []) {
    const lists = api.routes.filter((it) => it.functionId === functionFacts.logicalId).flatMap((it) => preflightOf(it.path) ?? []);
    const first = lists[0];
    if (!first) continue;
    for (const module of modulesOf(functionFacts)) {
      for (const { node, path } of eventReads(module)) {
        const name = /^(headers|multiValueHeaders)$/.test(path[0] ?? '') ? path[1]?.toLowerCase() : undefined;
        if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || notAsked.test(name) || /^(get|has|length)$/.test(name)) continue;
        const { file, line } = module.place(node);
        // One list that allows it may be the one of the path that needs it.
        if (!lists.some((it) => allows(it, name))) want(first, name, `${file}:${line} reads it`);
      }
    }
  }
  return found.values();
}

/** A list that the template computes may hold anything. */
function allows({ value }: PreflightHeader, name: string): boolean {
  if (value === undefined) return true;
  const names = value
    .toLowerCase()
    .split(',')
    .map((it) => it.trim());
  return names.includes(name) || (names.includes('*') && name !== 'authorization');
}
