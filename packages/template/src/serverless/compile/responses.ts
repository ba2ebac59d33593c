import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import { Section } from '../section.ts';
import type { HttpEvent } from './http-event.ts';

/** Which of a function's errors has which status: the default of the integrations lambda and http. */
const defaultPatterns: { readonly [statusCode: string]: string } = {
  200: '',
  400: '[\\s\\S]*\\[400\\][\\s\\S]*',
  401: '[\\s\\S]*\\[401\\][\\s\\S]*',
  403: '[\\s\\S]*\\[403\\][\\s\\S]*',
  404: '[\\s\\S]*\\[404\\][\\s\\S]*',
  422: '[\\s\\S]*\\[422\\][\\s\\S]*',
  500: '[\\s\\S]*(Process\\s?exited\\s?before\\s?completing\\s?request|\\[500\\])[\\s\\S]*',
  502: '[\\s\\S]*\\[502\\][\\s\\S]*',
  504: '([\\s\\S]*\\[504\\][\\s\\S]*)|(.*Task timed out after \\d+\\.\\d+ seconds$)',
};

/** One status of `response.statusCodes`. */
interface Status {
  readonly statusCode: string;
  readonly pattern: string;
  readonly headers: Section | undefined;
  /** By content type. */
  readonly templates: { readonly [contentType: string]: Value };
}

export function integrationResponses(event: HttpEvent): Value {
  const response = event.section.section('response');
  const shared = sharedHeaders(event);
  const template = response?.text('template');
  return statuses(event).map(({ statusCode, pattern, headers, templates }) =>
    properties({
      StatusCode: statusCode,
      SelectionPattern: pattern,
      ResponseParameters: parameters({ ...shared, ...headers?.value }, (value) => value),
      ResponseTemplates: { ...(template === undefined ? {} : { 'application/json': template }), ...templates },
      ContentHandling: statusCode.startsWith('2') ? response?.text('contentHandling') : undefined,
    }),
  );
}

/** A proxy integration says its own responses, so that its method lists none. */
export function methodResponses(event: HttpEvent): Value {
  if (event.integration.endsWith('_PROXY')) return [];
  const shared = sharedHeaders(event);
  return statuses(event).map(({ statusCode, headers }) => ({
    ResponseParameters: parameters({ ...shared, ...headers?.value }, () => true),
    ResponseModels: {},
    StatusCode: statusCode,
  }));
}

/** The headers of every status: CORS, and those of `response.headers`. */
function sharedHeaders({ section, cors }: HttpEvent): { readonly [header: string]: Value } {
  const response = section.section('response');
  if (!response && section.raw('integration') === undefined && !section.flag('async')) return {};
  const origin = cors && (cors.origins.length > 0 ? cors.origins.join(',') : cors.origin);
  return {
    ...(cors && { 'Access-Control-Allow-Origin': `'${origin}'` }),
    ...(cors?.allowCredentials && { 'Access-Control-Allow-Credentials': 'true' }),
    ...response?.section('headers')?.value,
  };
}

function parameters(headers: { readonly [header: string]: Value }, say: (value: Value) => Value): { readonly [parameter: string]: Value } {
  return Object.fromEntries(Object.entries(headers).map(([header, value]) => [`method.response.header.${header}`, say(value)]));
}

function statuses({ section, integration }: HttpEvent): Status[] {
  const response = section.section('response');
  const written = response?.section('statusCodes');
  if (integration === 'MOCK' && !written) return [];
  const found = written ? written.names.map((it) => status(written, it)) : [];
  const defaults = Object.entries(defaultPatterns).map(
    ([statusCode, pattern]): Status => ({ statusCode, pattern, headers: undefined, templates: {} }),
  );
  if (!written) return defaults;
  if (integration === 'MOCK' || found.some((it) => it.pattern === '' && it.isWritten)) return found;
  // One status must be that of an answer without an error.
  return [...defaults.slice(0, 1), ...found.filter((it) => it.statusCode !== '200')];
}

function status(written: Section, statusCode: string): Status & { readonly isWritten: boolean } {
  const value = written.raw(statusCode);
  const settings = isMapping(value) ? new Section(value, `${written.path}.${statusCode}`, written.report) : undefined;
  settings?.allow(['headers', 'pattern', 'template']);
  const template = settings?.raw('template');
  return {
    statusCode,
    pattern: settings?.text('pattern') ?? '',
    isWritten: settings?.has('pattern') ?? false,
    headers: settings?.section('headers'),
    templates: isMapping(template) ? template : template === undefined ? {} : { 'application/json': template },
  };
}
