import { ServiceError } from '../../protocol/service-error.ts';

/** Scheduler spells the text of its exceptions `Message`. @source recorded from AWS by localstack's tests */
export function refusal(code: string, message: string, status = 400): ServiceError {
  return new ServiceError(code, message, status, { Message: message });
}

export function notFound(message: string): ServiceError {
  return refusal('ResourceNotFoundException', message, 404);
}
