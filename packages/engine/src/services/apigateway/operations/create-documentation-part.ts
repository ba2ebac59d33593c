import { identifierOf } from '../../identifier.ts';
import { Constraints } from '../constraints.ts';
import type { DocumentationPart } from '../documentation.ts';
import { isSamePlace, locationTypes } from '../documentation-part.ts';
import { conflict, type Operation, restApiOf } from '../operation.ts';
import { documentOf, textOf } from '../request-document.ts';

/** @source "CreateDocumentationPart", Amazon API Gateway V1 API reference */
export const createDocumentationPart: Operation = {
  name: 'CreateDocumentationPart',
  method: 'POST',
  path: '/restapis/{restapi_id}/documentation/parts',
  status: 201,
  run(plane, { path, body }) {
    const written = documentOf(body, 'location') ?? {};
    const at = 'createDocumentationPartInput.location.type';
    new Constraints().required(written.type, at).oneOf(written.type, at, locationTypes).check();
    const { id } = restApiOf(plane, path.restapi_id);
    const members = ['type', 'path', 'method', 'statusCode', 'name'].map((name) => [name, textOf(written, name)] as const);
    const location = { type: '', ...Object.fromEntries(members.filter(([, value]) => value !== undefined)) };
    const parts = plane.apigateway.documentation.partsOf(id);
    if ([...parts.values()].some((it) => isSamePlace(it.location, location)))
      throw conflict('Documentation part already exists for the specified location');
    const part: DocumentationPart = { id: identifierOf(plane.world.uuid(), 6), location, properties: textOf(body, 'properties') ?? '' };
    parts.set(part.id, part);
    return part;
  },
};
