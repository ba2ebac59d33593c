import { ServiceError } from '../../../protocol/service-error.ts';
import { documentationPartsIn, isSamePlace } from '../documentation-part.ts';
import { parseApiDocument } from '../import-document.ts';
import { badRequest, type Operation, restApiOf } from '../operation.ts';

/** @source "ImportDocumentationParts", Amazon API Gateway V1 API reference */
export const importDocumentationParts: Operation = {
  name: 'ImportDocumentationParts',
  method: 'PUT',
  path: '/restapis/{restapi_id}/documentation/parts',
  takesFile: true,
  status: 200,
  run(plane, { path, payload, query }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const parts = plane.apigateway.documentation.partsOf(id);
    const imported = documentationPartsIn(readDocument(payload.toString('utf8')), plane.world);
    if (query.get('mode') === 'overwrite') parts.clear();
    for (const part of imported) {
      for (const [known, { location }] of parts) if (isSamePlace(location, part.location)) parts.delete(known);
      parts.set(part.id, part);
    }
    return { ids: imported.map((it) => it.id) };
  },
};

/** What is no OpenAPI document is refused in words of its own. @source localstack's recordings of ImportDocumentationParts */
function readDocument(text: string): ReturnType<typeof parseApiDocument> {
  const unreadable = (): ServiceError => badRequest('Unable to build importer with provided input.');
  try {
    const document = parseApiDocument(text);
    if (Object.hasOwn(document, 'swagger') || Object.hasOwn(document, 'openapi')) return document;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
  throw unreadable();
}
