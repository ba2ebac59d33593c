import { ServiceError } from '../../protocol/service-error.ts';

/** AWS's 404, whose text is spelt `Message`. */
export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404, { Type: 'User' });
}

/** @param members of the error document, beside its text */
export function invalidParameter(message: string, members: { readonly [member: string]: unknown } = { Type: 'User' }): ServiceError {
  return new ServiceError('InvalidParameterValueException', message, 400, members);
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ResourceConflictException', message, 409, { Type: 'User' });
}
