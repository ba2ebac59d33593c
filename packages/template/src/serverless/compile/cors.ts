import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Draft } from '../draft.ts';
import { knownProperties } from '../known-properties.ts';
import { methodId } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Cors, HttpEvent } from './http-event.ts';
import type { RestApi } from './rest-api.ts';

const defaultHeaders = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

export function readCors(http: Section, method: string): Cors | undefined {
  const written = http.raw('cors');
  const settings = isMapping(written) ? http.section('cors') : undefined;
  settings?.allow(knownProperties.cors);
  if (!settings && !http.flag('cors')) return undefined;
  const methods = settings?.has('methods') ? settings.texts('methods') : ['OPTIONS'];
  const origins = settings?.texts('origins') ?? [];
  return {
    origin: settings?.text('origin') ?? (settings?.has('origins') ? undefined : '*'),
    origins,
    headers: settings?.has('headers') ? settings.texts('headers') : defaultHeaders,
    methods: [...new Set([...methods, 'OPTIONS', method])],
    allowCredentials: settings?.flag('allowCredentials') ?? false,
    maxAge: settings?.number('maxAge'),
    cacheControl: settings?.text('cacheControl'),
  };
}

/** An OPTIONS method that answers preflights, for each path that has an event with `cors`. */
export function compileCors(events: readonly HttpEvent[], api: RestApi, draft: Draft): void {
  for (const [path, { cors, event }] of preflights(events)) {
    const id = methodId(path, 'OPTIONS');
    const origins = cors.origin?.includes(',') ? cors.origin.split(',').map((it) => it.trim()) : cors.origins;
    const headers = preflightHeaders(cors, origins[0] ?? cors.origin);
    const method = {
      AuthorizationType: 'NONE',
      HttpMethod: 'OPTIONS',
      MethodResponses: [{ StatusCode: '200', ResponseParameters: responseParameters(headers, () => true), ResponseModels: {} }],
      RequestParameters: {},
      Integration: {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{statusCode:200}' },
        ContentHandling: 'CONVERT_TO_TEXT',
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseParameters: responseParameters(headers, (value) => value),
            ResponseTemplates: { 'application/json': origins.length > 0 ? originTemplate(origins) : '' },
          },
        ],
      },
      ResourceId: api.resource(path),
      RestApiId: api.id,
    };
    draft.add(id, { Type: 'AWS::ApiGateway::Method', Properties: method }, event.section.placeOfName('cors') ?? event.place);
    api.methodIds.push(id);
  }
}

/** What all events of a path say together: lists are joined, of single values the last counts. */
function preflights(events: readonly HttpEvent[]): Map<string, { cors: Cors; event: HttpEvent }> {
  const merged = new Map<string, { cors: Cors; event: HttpEvent }>();
  for (const event of events) {
    const { cors } = event;
    if (!cors) continue;
    const before = merged.get(event.path);
    const join = (name: 'headers' | 'methods' | 'origins'): string[] => [...new Set([...cors[name], ...(before?.cors[name] ?? [])])];
    merged.set(event.path, {
      cors: {
        origin: cors.origin,
        origins: join('origins'),
        headers: join('headers'),
        methods: join('methods'),
        allowCredentials: (before?.cors.allowCredentials ?? false) || cors.allowCredentials,
        maxAge: cors.maxAge ?? before?.cors.maxAge,
        cacheControl: cors.cacheControl ?? before?.cors.cacheControl,
      },
      event: before?.event ?? event,
    });
  }
  return merged;
}

function preflightHeaders(cors: Cors, origin: string | undefined): [string, string][] {
  const methods = cors.methods.join(',');
  const headers: [string, string][] = [
    ['Access-Control-Allow-Origin', origin ?? 'undefined'],
    ['Access-Control-Allow-Headers', cors.headers.join(',')],
    ['Access-Control-Allow-Methods', cors.methods.includes('ANY') ? methods.replace('ANY', 'DELETE,GET,HEAD,PATCH,POST,PUT') : methods],
  ];
  if (cors.allowCredentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (cors.maxAge) headers.push(['Access-Control-Max-Age', String(cors.maxAge)]);
  if (cors.cacheControl) headers.push(['Cache-Control', cors.cacheControl]);
  return headers;
}

function responseParameters(headers: readonly [string, string][], say: (quoted: string) => Value): { [parameter: string]: Value } {
  return Object.fromEntries(headers.map(([name, value]) => [`method.response.header.${name}`, say(`'${value}'`)]));
}

/** Of several origins the one that asks is answered; `*` in an origin stands for any text. */
function originTemplate(origins: readonly string[]): string {
  const matches = origins.map((it) => `$origin.matches("${it.replaceAll('.', '[.]').replace('*', '.+')}")`).join(' || ');
  return [
    '#set($origin = $input.params("Origin"))',
    '#if($origin == "") #set($origin = $input.params("origin")) #end',
    `#if(${matches}) #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end`,
  ].join('\n');
}
