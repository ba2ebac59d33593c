import { gatewayResponseDocument } from '../documents.ts';
import { checkResponseType, completed } from '../gateway-response-input.ts';
import { type Operation, restApiOf } from '../operation.ts';
import { textMapOf, textOf } from '../request-document.ts';

/** @source "PutGatewayResponse", Amazon API Gateway V1 API reference */
export const putGatewayResponse: Operation = {
  name: 'PutGatewayResponse',
  method: 'PUT',
  path: '/restapis/{restapi_id}/gatewayresponses/{response_type}',
  status: 201,
  run(plane, { path, body }) {
    const responseType = checkResponseType(path);
    const { id } = restApiOf(plane, path.restapi_id);
    const response = completed({
      responseType,
      statusCode: textOf(body, 'statusCode'),
      responseParameters: textMapOf(body, 'responseParameters') ?? {},
      responseTemplates: textMapOf(body, 'responseTemplates') ?? {},
      source: body,
    });
    plane.apigateway.editRestApi(id, (api) => api.gatewayResponses.set(responseType, response));
    return gatewayResponseDocument(response, false);
  },
};
