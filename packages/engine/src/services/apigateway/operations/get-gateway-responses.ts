import { gatewayResponseDocument } from '../documents.ts';
import { shownGatewayResponse } from '../gateway-response-input.ts';
import { gatewayResponseTypes } from '../gateway-response-types.ts';
import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetGatewayResponses", Amazon API Gateway V1 API reference */
export const getGatewayResponses: Operation = {
  name: 'GetGatewayResponses',
  method: 'GET',
  path: '/restapis/{restapi_id}/gatewayresponses',
  status: 200,
  run(plane, { path, query }) {
    const api = restApiOf(plane, path.restapi_id);
    const documents = [...gatewayResponseTypes].sort().map((type) => {
      const { response, isDefault } = shownGatewayResponse(api, type);
      return gatewayResponseDocument(response, isDefault);
    });
    return pageOf(documents, query);
  },
};
