import { ServiceError } from '../../protocol/service-error.ts';

/** What the control plane calls the kinds of things it does not find. */
export type ResourceKind = 'API' | 'Authorizer' | 'Deployment' | 'Integration' | 'Route' | 'Stage';

/** @source public transcripts of the AWS CLI: `Invalid Route identifier specified` */
export function notFound(kind: ResourceKind): ServiceError {
  return new ServiceError('NotFoundException', `Invalid ${kind === 'Stage' ? 'stage' : kind} identifier specified`, 404);
}

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message, 400);
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message, 409);
}
