import { ServiceError } from '../../protocol/service-error.ts';

export function invalidNextToken(): ServiceError {
  return new ServiceError('InvalidNextToken', 'The specified token is not valid.');
}
