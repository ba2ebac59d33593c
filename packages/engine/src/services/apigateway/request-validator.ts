import { type ControlPlane, notFound } from './operation.ts';
import type { RequestValidator } from './rest-api.ts';

/** @throws ServiceError NotFoundException. @source localstack's recordings of GetRequestValidator */
export function requestValidatorOf({ apigateway }: ControlPlane, path: { readonly [label: string]: string }): RequestValidator {
  const validator = apigateway.restApis.get(path.restapi_id ?? '')?.requestValidators.get(path.requestvalidator_id ?? '');
  if (!validator) throw notFound('Invalid Request Validator identifier specified');
  return validator;
}
