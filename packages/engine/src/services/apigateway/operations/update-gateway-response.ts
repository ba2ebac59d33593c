import { gatewayResponseDocument } from '../documents.ts';
import { checkResponseType, patchGatewayResponse, shownGatewayResponse } from '../gateway-response-input.ts';
import { type Operation, restApiOf } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';

/** @source "UpdateGatewayResponse", Amazon API Gateway V1 API reference */
export const updateGatewayResponse: Operation = {
  name: 'UpdateGatewayResponse',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/gatewayresponses/{response_type}',
  status: 200,
  run(plane, { path, body }) {
    const responseType = checkResponseType(path);
    const operations = patchOperationsOf(body, 'updateGatewayResponseInput');
    const api = restApiOf(plane, path.restapi_id);
    const response = operations.reduce(patchGatewayResponse, shownGatewayResponse(api, responseType).response);
    plane.apigateway.editRestApi(api.id, (it) => it.gatewayResponses.set(responseType, response));
    return gatewayResponseDocument(response, false);
  },
};
