import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { getArn, properties } from '../draft.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { HttpEvent, IntegrationType } from './http-event.ts';
import { invocationUri } from './invocation.ts';
import { lambdaRequestTemplates } from './lambda-request-template.ts';
import { integrationResponses } from './responses.ts';

const integrationTypes: { readonly [written: string]: IntegrationType } = {
  LAMBDA: 'AWS',
  LAMBDA_PROXY: 'AWS_PROXY',
  AWS: 'AWS',
  AWS_PROXY: 'AWS_PROXY',
  HTTP: 'HTTP',
  HTTP_PROXY: 'HTTP_PROXY',
  MOCK: 'MOCK',
};

/** `integration: lambda-proxy`, in any case, is the default; `async` needs the integration `lambda`. */
export function readIntegration(http: Section): IntegrationType | undefined {
  const written = http.text('integration');
  if (written === undefined) return http.flag('async') ? 'AWS' : 'AWS_PROXY';
  const type = integrationTypes[written.toUpperCase().replace('-', '_')];
  if (!type) http.invalid('integration', `is "${written}".`, 'Take one of lambda-proxy, lambda, http-proxy, http, mock.');
  return type;
}

/** What a method's requests are handed to. */
export function compileIntegration({ apiGateway }: Service, event: HttpEvent): Value {
  const { section, integration: type } = event;
  const request = section.section('request');
  const isMapped = type === 'AWS' || type === 'HTTP' || type === 'MOCK';
  const responses = section.section('response');
  return properties({
    IntegrationHttpMethod: httpMethod(event),
    Type: type,
    TimeoutInMillis: section.number('timeoutInMillis') ?? apiGateway.number('timeoutInMillis'),
    Uri: uri(event),
    ConnectionType: type.startsWith('HTTP') ? connectionType(section) : undefined,
    ConnectionId: type.startsWith('HTTP') && section.has('connectionType') ? section.raw('connectionId') : undefined,
    PassthroughBehavior: isMapped ? (request?.text('passThrough') ?? (type === 'AWS' ? 'NEVER' : undefined)) : undefined,
    ContentHandling: isMapped ? request?.text('contentHandling') : undefined,
    RequestTemplates: isMapped ? requestTemplates(event) : undefined,
    IntegrationResponses: isMapped ? integrationResponses(event) : undefined,
    RequestParameters: requestParameters(event),
    ResponseTransferMode: type.endsWith('_PROXY') ? responses?.text('transferMode')?.toUpperCase() : undefined,
  });
}

function httpMethod({ section, integration, method }: HttpEvent): string {
  if (!integration.startsWith('HTTP')) return 'POST';
  return (section.section('request')?.text('method') ?? method).toUpperCase();
}

function uri({ section, integration, target }: HttpEvent): Value | undefined {
  if (integration === 'MOCK') return undefined;
  if (!integration.startsWith('HTTP')) {
    const isStreamed = integration === 'AWS_PROXY' && section.section('response')?.text('transferMode')?.toUpperCase() === 'STREAM';
    return invocationUri(getArn(target.logicalId), { alias: target.alias?.name, isStreamed });
  }
  const request = section.section('request');
  if (request?.raw('uri') === undefined) {
    section.missing('request.uri', `Give the address that the integration ${integration} calls, under request.`);
  }
  return request?.raw('uri');
}

function connectionType(section: Section): string | undefined {
  const type = section.text('connectionType')?.toUpperCase().replace('-', '_');
  if (type === 'VPC_LINK' && !section.has('connectionId')) section.missing('connectionId', 'Give the id of the VPC link.');
  return type;
}

/** Serverless's own templates for a function; the user's by content type, where null takes one away. */
function requestTemplates({ section, integration, authorizer }: HttpEvent): Value | undefined {
  const templates = new Map<string, string>(integration === 'AWS' ? Object.entries(lambdaRequestTemplates) : []);
  const written = section.section('request')?.section('template');
  for (const contentType of written?.names ?? []) {
    const template = written?.text(contentType);
    if (template === undefined) templates.delete(contentType);
    else templates.set(contentType, template);
  }
  const claims = authorizer && 'claims' in authorizer ? authorizer.claims : [];
  const withClaims = claims.map((it) => `${claimMember(it)},`).join('');
  if (templates.size === 0) return undefined;
  return Object.fromEntries(
    [...templates].map(([contentType, it]) => [contentType, it.replace('extraCognitoPoolClaims', () => withClaims)]),
  );
}

/** `custom:role` is the member `role`. */
function claimMember(claim: string): string {
  const colon = claim.indexOf(':');
  return colon < 0
    ? `"${claim}": "$context.authorizer.claims.${claim}"`
    : `"${claim.slice(colon + 1)}": "$context.authorizer.claims['${claim}']"`;
}

/** A proxy to a function gets all of a request; any other integration what is named. */
function requestParameters({ section, integration, request }: HttpEvent): Value | undefined {
  const isAsync = section.flag('async') ?? false;
  const named = integration === 'AWS_PROXY' || integration === 'MOCK' ? {} : request.mapped;
  if (Object.keys(named).length === 0 && !isAsync) return undefined;
  const parameters: { [parameter: string]: Value } = {};
  for (const [name, value] of Object.entries(named)) {
    const mapped = isMapping(value) ? value.mappedValue : undefined;
    parameters[name.replace(/^method\./, 'integration.')] = mapped ?? name;
  }
  if (isAsync) parameters['integration.request.header.X-Amz-Invocation-Type'] = "'Event'";
  return parameters;
}
