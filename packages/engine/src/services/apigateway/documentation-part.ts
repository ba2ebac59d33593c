import type { World } from '../../world/world.ts';
import { identifierOf } from '../identifier.ts';
import { type Mapping, mappingAt, mappingListAt, textAt } from '../read-value.ts';
import type { DocumentationLocation, DocumentationPart } from './documentation.ts';
import { badRequest, type ControlPlane, notFound } from './operation.ts';

/** In the order in which AWS names them. @source localstack's recording of CreateDocumentationPart */
export const locationTypes: readonly string[] = [
  'RESPONSE_BODY',
  'RESPONSE',
  'METHOD',
  'MODEL',
  'AUTHORIZER',
  'RESPONSE_HEADER',
  'RESOURCE',
  'PATH_PARAMETER',
  'REQUEST_BODY',
  'QUERY_PARAMETER',
  'API',
  'REQUEST_HEADER',
];

/** These have no path. */
const outsidePaths = ['API', 'AUTHORIZER', 'MODEL'];

/** @throws ServiceError NotFoundException. @source localstack's recordings of GetDocumentationPart */
export function documentationPartOf({ apigateway }: ControlPlane, path: { readonly [label: string]: string }): DocumentationPart {
  const part = apigateway.documentation.partsOf(path.restapi_id ?? '').get(path.part_id ?? '');
  if (!part) throw notFound('Invalid Documentation part identifier specified');
  return part;
}

/** What AWS's extension of an OpenAPI document says. @source "x-amazon-apigateway-documentation object"; localstack's recording of its import */
export function documentationPartsIn(document: Mapping, world: World): readonly DocumentationPart[] {
  const documentation = mappingAt(document, 'x-amazon-apigateway-documentation') ?? {};
  return mappingListAt(documentation, 'documentationParts').map((written) => ({
    id: identifierOf(world.uuid(), 6),
    location: locationOf(mappingAt(written, 'location') ?? {}),
    properties: JSON.stringify(mappingAt(written, 'properties') ?? {}),
  }));
}

/** Whether both are of the same thing. */
export function isSamePlace(a: DocumentationLocation, b: DocumentationLocation): boolean {
  return a.type === b.type && a.path === b.path && a.method === b.method && a.statusCode === b.statusCode && a.name === b.name;
}

function locationOf(written: Mapping): DocumentationLocation {
  const type = textAt(written, 'type') ?? '';
  if (!locationTypes.includes(type)) throw badRequest(`Invalid documentation part location type specified: ${type}`);
  const path = textAt(written, 'path') ?? (outsidePaths.includes(type) ? undefined : '/');
  const [method, statusCode, name] = [textAt(written, 'method'), textAt(written, 'statusCode'), textAt(written, 'name')];
  return { type, ...(path !== undefined && { path }), ...(method && { method }), ...(statusCode && { statusCode }), ...(name && { name }) };
}
