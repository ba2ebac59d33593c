import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Draft } from '../draft.ts';
import { properties } from '../draft.ts';
import { knownProperties } from '../known-properties.ts';
import { methodModelId, providerModelId, validatorId } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { HttpEvent, HttpRequest, IntegrationType } from './http-event.ts';
import type { RestApi } from './rest-api.ts';

/** For each method: what validates its requests, as properties of the method. */
export type Validation = (event: HttpEvent) => { readonly [property: string]: Value };

const locations = { querystrings: 'querystring', paths: 'path', headers: 'header' };

export function readRequest(http: Section, integration: IntegrationType): HttpRequest {
  const request = http.section('request');
  request?.allow(knownProperties.request);
  const unused = integration.endsWith('_PROXY') ? ['contentHandling', 'method', 'passThrough', 'template'] : [];
  for (const name of integration === 'AWS_PROXY' ? [...unused, 'uri'] : unused) {
    if (!request?.has(name)) continue;
    const message = `"${request.path}.${name}" has no effect: Serverless leaves it out with a proxy integration.`;
    http.report({ code: 'INVALID_VALUE', severity: 'warning', message, at: request.placeOfName(name), hint: 'Remove it.' });
  }
  const written = request?.section('parameters');
  written?.allow(knownProperties.requestParameters);
  const parameters: { [parameter: string]: boolean } = {};
  const mapped: { [parameter: string]: Value } = {};
  for (const [plural, location] of Object.entries(locations)) {
    const section = written?.section(plural);
    for (const name of section?.names ?? []) {
      parameters[`method.request.${location}.${name}`] = isRequired(section, name);
      mapped[`method.request.${location}.${name}`] = section?.raw(name) ?? null;
    }
  }
  return { parameters, mapped, schemas: request?.section('schemas') };
}

/** `page: true`, or `page: { required: true }`, where required is the default. */
function isRequired(section: Section | undefined, name: string): boolean {
  if (!isMapping(section?.raw(name))) return section?.flag(name) ?? false;
  return section?.section(name)?.flag('required') ?? true;
}

/** The one validator of the API, the models its methods name, and how each method uses them. */
export function compileRequestValidation(
  { name, stage, apiGateway }: Service,
  events: readonly HttpEvent[],
  api: RestApi,
  draft: Draft,
): Validation {
  const id = validatorId(name);
  const isValidated = ({ request }: HttpEvent): boolean => Object.values(request.parameters).some(Boolean) || request.schemas !== undefined;
  const first = events.find(isValidated);
  if (first) {
    const validator = {
      RestApiId: api.id,
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
      Name: `${name}-${stage} | Validate request body and querystring parameters`,
    };
    draft.add(
      id,
      { Type: 'AWS::ApiGateway::RequestValidator', Properties: validator },
      first.section.placeOfName('request') ?? first.place,
    );
  }
  const shared = apiGateway.section('request')?.section('schemas');
  return (event) => {
    const { schemas } = event.request;
    const models = Object.fromEntries((schemas?.names ?? []).map((it) => [it, { Ref: compileModel(event, it, shared, api, draft) }]));
    return properties({
      RequestValidatorId: isValidated(event) ? { Ref: id } : undefined,
      RequestModels: schemas && schemas.names.length > 0 ? models : undefined,
    });
  };
}

/** @returns the model's logical id */
function compileModel(
  { path, method, request }: HttpEvent,
  contentType: string,
  shared: Section | undefined,
  api: RestApi,
  draft: Draft,
): string {
  const { schemas } = request;
  const written = schemas?.raw(contentType);
  const isShared = typeof written === 'string' && (shared?.has(written) ?? false);
  const id = isShared ? providerModelId(written) : methodModelId(path, method, contentType);
  const model = isShared ? shared?.section(written) : schemas?.section(contentType);
  // A JSON schema by itself, or a mapping of `schema`, `name` and `description`.
  const named = model?.has('schema') ? model : undefined;
  const all = properties({
    RestApiId: api.id,
    ContentType: isShared ? 'application/json' : contentType,
    Schema: named?.raw('schema') ?? model?.value ?? written,
    Name: isShared ? model?.text('name') : named?.text('name'),
    Description: isShared ? model?.text('description') : named?.text('description'),
  });
  const place = isShared ? shared?.placeOfName(written) : schemas?.placeOfName(contentType);
  draft.add(id, { Type: 'AWS::ApiGateway::Model', Properties: all }, place);
  return id;
}
