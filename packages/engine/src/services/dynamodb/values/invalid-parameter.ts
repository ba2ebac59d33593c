import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';

/** Most of AWS's sentences about a value begin so. */
export function invalidParameterValue(message: string): ServiceError {
  return validationError(`One or more parameter values were invalid: ${message}`);
}
