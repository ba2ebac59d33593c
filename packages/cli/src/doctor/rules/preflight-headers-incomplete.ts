import { eventReads } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';

/** Sent by browsers without asking, or never by a page. */
const free =
  /^(accept|accept-language|content-language|range|host|user-agent|origin|cookie|referer|via|connection|content-length|sec-.*|cloudfront-.*|x-forwarded-.*|x-amzn-trace-id|access-control-.*|if-.*)$/;

/** A header that the preflight answer does not allow makes the browser drop the request before it is sent. */
export const preflightHeadersIncomplete: Rule = {
  name: 'PREFLIGHT_HEADERS_INCOMPLETE',
  *check({ template, modules, apisOf }) {
    for (const api of template?.apis ?? []) {
      const allow = api.routes.flatMap((it) => it.preflight?.get('access-control-allow-headers') ?? [])[0];
      if (allow?.value === undefined) continue;
      const allowed = allow.value
        .toLowerCase()
        .split(',')
        .map((it) => it.trim());
      if (allowed.includes('*')) continue;
      const wanted = new Map<string, string>();
      if (api.routes.some((it) => it.apiKeyRequired)) wanted.set('x-api-key', 'a route requires an API key');
      for (const module of modules.filter((it) => apisOf(it).includes(api))) {
        for (const { node, path } of eventReads(module)) {
          const name = path[0] === 'headers' || path[0] === 'multiValueHeaders' ? path[1]?.toLowerCase() : undefined;
          if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || free.test(name) || /^(get|has|length)$/.test(name)) continue;
          const { file, line } = module.place(node);
          if (!wanted.has(name)) wanted.set(name, `${file}:${line} reads it`);
        }
      }
      // Who allows X-Amz-Date has copied AWS's own list for signed requests: with temporary credentials they carry two more.
      if (allowed.includes('x-amz-date') && !allowed.includes('x-amz-security-token')) {
        wanted.set('x-amz-security-token', 'requests signed with temporary credentials, which X-Amz-Date is for, carry it');
        if (!wanted.has('x-api-key'))
          wanted.set('x-api-key', "it is in AWS's own list for REST APIs, and browser calls with a key fail without it");
      }
      const missing = [...wanted].filter(([name]) => !allowed.includes(name));
      if (missing.length === 0) continue;
      yield {
        severity: missing.some(([, why]) => why.includes('reads it') || why.includes('requires')) ? 'error' : 'warning',
        message: `Preflight does not allow ${missing.map(([name, why]) => `${name} (${why})`).join(', ')}: a browser drops such a request before it is sent.`,
        at: allow.at,
        hint: `Add ${missing.map(([name]) => name).join(', ')} to the allowed headers.`,
      };
    }
  },
};
