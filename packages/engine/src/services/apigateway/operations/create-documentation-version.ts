import type { DocumentationVersion } from '../documentation.ts';
import { badRequest, conflict, type Operation, restApiOf } from '../operation.ts';
import { textOf } from '../request-document.ts';

/** @source "CreateDocumentationVersion", Amazon API Gateway V1 API reference */
export const createDocumentationVersion: Operation = {
  name: 'CreateDocumentationVersion',
  method: 'POST',
  path: '/restapis/{restapi_id}/documentation/versions',
  status: 201,
  run(plane, { path, body }) {
    const { id } = restApiOf(plane, path.restapi_id);
    const name = textOf(body, 'documentationVersion') ?? '';
    if (name === '') throw badRequest('Documentation version cannot be empty');
    const versions = plane.apigateway.documentation.versionsOf(id);
    if (versions.has(name)) throw conflict('Documentation version already exists');
    const description = textOf(body, 'description');
    const version: DocumentationVersion = {
      version: name,
      createdDate: Math.floor(plane.world.now() / 1000),
      ...(description !== undefined && { description }),
    };
    versions.set(name, version);
    return version;
  },
};
