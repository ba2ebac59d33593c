import { methodDocument } from '../documents.ts';
import { authorizationTypes, putMethod as put } from '../editable-rest-api.ts';
import { badRequest, conflict, type Operation, resourceOf } from '../operation.ts';
import { booleanMapOf, booleanOf, textListOf, textMapOf, textOf } from '../request-document.ts';
import type { Method } from '../rest-api.ts';

/** @source "PutMethod", Amazon API Gateway V1 API reference */
export const putMethod: Operation = {
  name: 'PutMethod',
  method: 'PUT',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 201,
  run(plane, { path, body }) {
    const { id } = resourceOf(plane, path);
    const httpMethod = path.http_method ?? '';
    const given = textOf(body, 'authorizationType') ?? '';
    return plane.apigateway.editResource(path.restapi_id ?? '', id, (resource, api) => {
      if (resource.resourceMethods.has(httpMethod)) throw conflict('Method already exists for this resource');
      // In any case of letters. @source localstack's recording of PutMethod with `none`
      const authorizationType = authorizationTypes.find((it) => it === given.toUpperCase());
      if (!authorizationType)
        throw badRequest(`Invalid Authorization Type specified. Setting the authorization type to ${authorizationTypes.join(', ')}`);
      const method: Method = {
        httpMethod,
        authorizationType,
        authorizerId:
          authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS' ? textOf(body, 'authorizerId') : undefined,
        authorizationScopes: textListOf(body, 'authorizationScopes') ?? [],
        apiKeyRequired: booleanOf(body, 'apiKeyRequired') ?? false,
        requestValidatorId: textOf(body, 'requestValidatorId'),
        operationName: textOf(body, 'operationName'),
        requestParameters: booleanMapOf(body, 'requestParameters') ?? {},
        requestModels: textMapOf(body, 'requestModels') ?? {},
        methodResponses: {},
        methodIntegration: undefined,
        source: body,
      };
      put(api, resource, method);
      return methodDocument(method);
    });
  },
};
