import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import { type GatewayRequest, queryOf } from '../gateway-request.ts';
import { parseQueryString, type QueryParameters } from '../query-string.ts';
import type { RequestHeaders } from '../request-headers.ts';
import type { CompiledStage } from './compile-stage.ts';
import type { RestMemory } from './rest-memory.ts';
import { traceIdOf } from './trace-id.ts';

/** What every request that has found its stage is served with. */
export interface RestSurroundings {
  readonly world: World;
  readonly services: Services;
  readonly memory: RestMemory;
}

export interface RequestPlace {
  readonly headers: RequestHeaders;
  /** Below the stage, beginning with one slash, not percent-decoded: the event's `path`. */
  readonly path: string;
  /** With the stage, slashes as sent: `$context.path`. */
  readonly fullPath: string;
}

export interface RestRequestFields extends RestSurroundings, RequestPlace {
  readonly stage: CompiledStage;
  readonly request: GatewayRequest;
  readonly trace: RequestTrace;
  readonly httpMethod: string;
  readonly requestTimeEpoch: number;
  readonly extendedRequestId: string;
}

/** A request that has found its API and stage. */
export class RestRequest implements RestRequestFields {
  readonly world: World;
  readonly services: Services;
  readonly memory: RestMemory;
  readonly stage: CompiledStage;
  readonly request: GatewayRequest;
  readonly trace: RequestTrace;
  readonly headers: RequestHeaders;
  readonly httpMethod: string;
  readonly path: string;
  readonly fullPath: string;
  readonly requestTimeEpoch: number;
  readonly extendedRequestId: string;
  #query: QueryParameters | undefined;
  #traceId: string | undefined;

  constructor(fields: RestRequestFields) {
    this.world = fields.world;
    this.services = fields.services;
    this.memory = fields.memory;
    this.stage = fields.stage;
    this.request = fields.request;
    this.trace = fields.trace;
    this.headers = fields.headers;
    this.httpMethod = fields.httpMethod;
    this.path = fields.path;
    this.fullPath = fields.fullPath;
    this.requestTimeEpoch = fields.requestTimeEpoch;
    this.extendedRequestId = fields.extendedRequestId;
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
