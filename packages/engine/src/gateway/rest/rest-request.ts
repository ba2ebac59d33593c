import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import type { Deadlines } from '../deadlines.ts';
import { type GatewayRequest, queryOf } from '../gateway-request.ts';
import type { Identities } from '../identity/identities.ts';
import type { Issuers } from '../identity/issuers.ts';
import { parseQueryString, type QueryParameters } from '../query-string.ts';
import type { RequestHeaders } from '../request-headers.ts';
import { shortRequestId } from '../short-request-id.ts';
import { traceIdOf } from '../trace-id.ts';
import type { RestMemory } from './rest-memory.ts';
import type { ServedStage } from './served-stage.ts';

/** What every request that has found its stage is served with. */
export interface RestSurroundings {
  readonly world: World;
  readonly services: Services;
  readonly memory: RestMemory;
  readonly identities: Identities;
  readonly deadlines: Deadlines;
}

/** The stage a request is for, and where below it. */
export interface RequestPlace {
  readonly stage: ServedStage;
  /** Below the stage, beginning with one slash, not percent-decoded: the event's `path`. */
  readonly path: string;
  /** With the stage, slashes as sent: `$context.path`. */
  readonly fullPath: string;
}

/** What is known of a request once it has found its API and stage. */
export interface ReceivedRequest {
  readonly surroundings: RestSurroundings;
  readonly place: RequestPlace;
  readonly request: GatewayRequest;
  readonly trace: RequestTrace;
  readonly httpMethod: string;
  readonly requestTimeEpoch: number;
}

/** The client's method, or that of its X-HTTP-Method-Override. @source "Amazon API Gateway important notes" */
export function httpMethodOf({ method, headers }: GatewayRequest): string {
  return headers.last('x-http-method-override')?.toUpperCase() ?? method;
}

/** A request that has found its API and stage. */
export class RestRequest {
  readonly surroundings: RestSurroundings;
  readonly place: RequestPlace;
  /** As it was sent; decompressed, once a step has done so. */
  request: GatewayRequest;
  readonly trace: RequestTrace;
  readonly httpMethod: string;
  readonly requestTimeEpoch: number;
  /** `$context.extendedRequestId`. */
  readonly extendedRequestId: string;
  #query: QueryParameters | undefined;
  #traceId: string | undefined;

  constructor({ surroundings, place, request, trace, httpMethod, requestTimeEpoch }: ReceivedRequest) {
    this.surroundings = surroundings;
    this.place = place;
    this.request = request;
    this.trace = trace;
    this.httpMethod = httpMethod;
    this.requestTimeEpoch = requestTimeEpoch;
    this.extendedRequestId = shortRequestId(surroundings.world);
  }

  get world(): World {
    return this.surroundings.world;
  }

  get services(): Services {
    return this.surroundings.services;
  }

  get memory(): RestMemory {
    return this.surroundings.memory;
  }

  get identities(): Identities {
    return this.surroundings.identities;
  }

  get issuers(): Issuers {
    return this.surroundings.identities.issuers;
  }

  get stage(): ServedStage {
    return this.place.stage;
  }

  get headers(): RequestHeaders {
    return this.request.headers;
  }

  /** Below the stage, beginning with one slash, not percent-decoded: the event's `path`. */
  get path(): string {
    return this.place.path;
  }

  /** With the stage, slashes as sent: `$context.path`. */
  get fullPath(): string {
    return this.place.fullPath;
  }

  /** Decoded once. */
  get query(): QueryParameters {
    this.#query ??= parseQueryString(queryOf(this.request.url));
    return this.#query;
  }

  /** The X-Amzn-Trace-Id that goes to the integration and back to the client. */
  get traceId(): string {
    this.#traceId ??= traceIdOf(this.headers.last('x-amzn-trace-id'), this.requestTimeEpoch, this.world);
    return this.#traceId;
  }

  /** Only a matched route has any. */
  get pathParameters(): { readonly [name: string]: string } | null {
    return null;
  }
}
