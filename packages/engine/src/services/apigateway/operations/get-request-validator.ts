import type { Operation } from '../operation.ts';
import { requestValidatorOf } from '../request-validator.ts';

/** @source "GetRequestValidator", Amazon API Gateway V1 API reference */
export const getRequestValidator: Operation = {
  name: 'GetRequestValidator',
  method: 'GET',
  path: '/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}',
  status: 200,
  run: (plane, { path }) => requestValidatorOf(plane, path),
};
