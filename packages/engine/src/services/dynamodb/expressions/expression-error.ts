import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';

/** The parameters of requests that hold an expression. */
export type ExpressionParameter =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

export function invalidExpression(parameter: ExpressionParameter, message: string): ServiceError {
  return validationError(`Invalid ${parameter}: ${message}`);
}
