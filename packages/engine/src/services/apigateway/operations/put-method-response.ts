import { Constraints, statusCodePattern } from '../constraints.ts';
import { methodResponseDocument } from '../documents.ts';
import { checkResponseModels, editMethod } from '../edit-method.ts';
import { conflict, methodOf, type Operation } from '../operation.ts';
import { booleanMapOf, textMapOf } from '../request-document.ts';

/** @source "PutMethodResponse", Amazon API Gateway V1 API reference */
export const putMethodResponse: Operation = {
  name: 'PutMethodResponse',
  method: 'PUT',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}',
  status: 201,
  run(plane, { path, body }) {
    const { status_code: statusCode = '' } = path;
    new Constraints().matching(statusCode, 'statusCode', statusCodePattern).check();
    const method = methodOf(plane, path);
    if (Object.hasOwn(method.methodResponses, statusCode)) throw conflict('Response already exists for this resource');
    const responseModels = textMapOf(body, 'responseModels');
    checkResponseModels(plane, path, responseModels);
    const response = { statusCode, responseParameters: booleanMapOf(body, 'responseParameters'), responseModels };
    editMethod(plane, path, { methodResponses: { ...method.methodResponses, [statusCode]: response } });
    return methodResponseDocument(response);
  },
};
