export type { ApiDefinition } from './answer.ts';
export { type Api, api } from './api.ts';
export { type CookieOptions, readCookies, setCookie } from './cookies.ts';
export { type Cors, type CorsPolicy, cors } from './cors.ts';
export { type ErrorFormat, problemJson } from './error-reply.ts';
export {
  ApiError,
  BadRequestError,
  ConflictError,
  type Detail,
  type ErrorBody,
  type ErrorOptions,
  ForbiddenError,
  isApiError,
  NotFoundError,
  ServiceUnavailableError,
  TooManyRequestsError,
  UnauthorizedError,
  ValidationError,
} from './errors.ts';
export type { AlbEvent, ApiEvent, HttpEvent, LambdaContext, LambdaResult, RestEvent } from './events.ts';
export type { ApiOptions, Log, Outcome } from './options.ts';
export { bytes, created, json, noContent, Reply, redirect, text } from './reply.ts';
export {
  type Answer,
  type Auth,
  type Guards,
  type Middleware,
  type Request,
  type Responses,
  type Route,
  type RouteOptions,
  route,
  routes,
} from './route.ts';
export type { Schema } from './standard-schema.ts';
