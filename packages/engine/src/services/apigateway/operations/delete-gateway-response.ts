import { checkResponseType } from '../gateway-response-input.ts';
import { notFound, type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteGatewayResponse", Amazon API Gateway V1 API reference */
export const deleteGatewayResponse: Operation = {
  name: 'DeleteGatewayResponse',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/gatewayresponses/{response_type}',
  status: 202,
  run(plane, { path }) {
    const responseType = checkResponseType(path);
    const { id, gatewayResponses } = restApiOf(plane, path.restapi_id);
    if (!gatewayResponses.has(responseType)) throw notFound('Gateway response type not defined on api');
    plane.apigateway.editRestApi(id, (api) => api.gatewayResponses.delete(responseType));
  },
};
