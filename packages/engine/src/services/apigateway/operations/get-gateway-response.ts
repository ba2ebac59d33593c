import { gatewayResponseDocument } from '../documents.ts';
import { checkResponseType, shownGatewayResponse } from '../gateway-response-input.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "GetGatewayResponse", Amazon API Gateway V1 API reference */
export const getGatewayResponse: Operation = {
  name: 'GetGatewayResponse',
  method: 'GET',
  path: '/restapis/{restapi_id}/gatewayresponses/{response_type}',
  status: 200,
  run(plane, { path }) {
    const responseType = checkResponseType(path);
    const { response, isDefault } = shownGatewayResponse(restApiOf(plane, path.restapi_id), responseType);
    return gatewayResponseDocument(response, isDefault);
  },
};
