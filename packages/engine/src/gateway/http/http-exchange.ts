import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import type { Deadlines } from '../deadlines.ts';
import { type GatewayAnswer, type GatewayRequest, queryOf } from '../gateway-request.ts';
import type { Identities } from '../identity/identities.ts';
import { decodePercent, parseQueryString, type QueryParameters } from '../query-string.ts';
import type { RequestHeaders } from '../request-headers.ts';
import { shortRequestId } from '../short-request-id.ts';
import { traceRootOf } from '../trace-id.ts';
import type { HttpAuthorizerResult } from './http-authorizer-result.ts';
import type { HttpMemory } from './http-memory.ts';
import type { HttpRoute, ServedHttpStage } from './served-http-stage.ts';

/** What every request of an HTTP API is served with. */
export interface HttpSurroundings {
  readonly world: World;
  readonly services: Services;
  readonly memory: HttpMemory;
  readonly identities: Identities;
  readonly deadlines: Deadlines;
}

/** The stage a request is for, and where below it. */
export interface HttpPlace {
  readonly stage: ServedHttpStage;
  /** Below the stage, beginning with a slash, as sent. */
  readonly path: string;
}

/** A request that has found its API and stage. */
export class HttpRequest {
  readonly surroundings: HttpSurroundings;
  readonly place: HttpPlace;
  readonly request: GatewayRequest;
  readonly trace: RequestTrace;
  readonly requestTimeEpoch: number;
  /** In the short form that HTTP APIs have: `JCJXri3_PHcEP_Q=`. */
  readonly requestId: string;
  /** Set when the gateway has answered a browser's question: its headers are complete. */
  isPreflightAnswered = false;
  #query: QueryParameters | undefined;
  #decodedPath: string | undefined;
  #traceRoot: string | undefined;

  constructor(surroundings: HttpSurroundings, place: HttpPlace, request: GatewayRequest, trace: RequestTrace, begun?: HttpRequest) {
    this.surroundings = surroundings;
    this.place = place;
    this.request = request;
    this.trace = trace;
    this.requestTimeEpoch = begun?.requestTimeEpoch ?? surroundings.world.now();
    this.requestId = begun?.requestId ?? shortRequestId(surroundings.world);
  }

  get world(): World {
    return this.surroundings.world;
  }

  get services(): Services {
    return this.surroundings.services;
  }

  get stage(): ServedHttpStage {
    return this.place.stage;
  }

  get headers(): RequestHeaders {
    return this.request.headers;
  }

  get httpMethod(): string {
    return this.request.method;
  }

  /** With the stage, unless it is $default, and percent-decoded: `rawPath`. */
  get decodedPath(): string {
    this.#decodedPath ??= decodePercent(this.stage.prefix + this.place.path);
    return this.#decodedPath;
  }

  get rawQueryString(): string {
    return queryOf(this.request.url);
  }

  /** Decoded once. */
  get query(): QueryParameters {
    this.#query ??= parseQueryString(this.rawQueryString, '&');
    return this.#query;
  }

  /** The Root of the X-Amzn-Trace-Id. */
  get traceRoot(): string {
    this.#traceRoot ??= traceRootOf(this.headers.last('x-amzn-trace-id'), this.requestTimeEpoch, this.world);
    return this.#traceRoot;
  }
}

/** A request that has found its route, on its way through the pipeline. */
export class HttpExchange extends HttpRequest {
  readonly route: HttpRoute;
  readonly pathParameters: { readonly [name: string]: string } | undefined;
  authorizer: HttpAuthorizerResult | undefined;
  integrationLatencyMs: number | undefined;
  /** What the backend or Lambda answered, when it has been called. */
  integrationStatus: number | undefined;
  #answer: GatewayAnswer | undefined;

  /** @param changes what an integration is to see of it otherwise */
  constructor(
    begun: HttpRequest,
    route: HttpRoute,
    pathParameters: { readonly [name: string]: string } | undefined,
    changes?: { readonly place: HttpPlace; readonly request: GatewayRequest },
  ) {
    super(begun.surroundings, changes?.place ?? begun.place, changes?.request ?? begun.request, begun.trace, begun);
    this.route = route;
    this.pathParameters = pathParameters;
  }

  get answer(): GatewayAnswer {
    if (!this.#answer) throw new Error('answer is read before callIntegration has run');
    return this.#answer;
  }

  set answer(answer: GatewayAnswer) {
    this.#answer = answer;
  }
}
