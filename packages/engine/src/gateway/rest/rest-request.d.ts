import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import { type GatewayRequest } from '../gateway-request.ts';
import { type QueryParameters } from '../query-string.ts';
import type { RequestHeaders } from '../request-headers.ts';
import type { RestMemory } from './rest-memory.ts';
import type { ServedStage } from './served-stage.ts';
/** What every request that has found its stage is served with. */
export interface RestSurroundings {
    readonly world: World;
    readonly services: Services;
    readonly memory: RestMemory;
}
/** The stage a request is for, and where below it. */
export interface RequestPlace {
    readonly stage: ServedStage;
    /** Below the stage, beginning with one slash, not percent-decoded: the event's `path`. */
    readonly path: string;
    /** With the stage, slashes as sent: `$context.path`. */
    readonly fullPath: string;
}
/** A request that has found its API and stage. */
export declare class RestRequest {
    #private;
    readonly surroundings: RestSurroundings;
    readonly place: RequestPlace;
    readonly request: GatewayRequest;
    readonly trace: RequestTrace;
    /** Of the client, or of its X-HTTP-Method-Override. @source "Amazon API Gateway important notes" */
    readonly httpMethod: string;
    readonly requestTimeEpoch: number;
    readonly extendedRequestId: string;
    constructor(surroundings: RestSurroundings, place: RequestPlace, request: GatewayRequest, trace: RequestTrace, begun?: RestRequest);
    get world(): World;
    get services(): Services;
    get memory(): RestMemory;
    get stage(): ServedStage;
    get headers(): RequestHeaders;
    /** Below the stage, beginning with one slash, not percent-decoded: the event's `path`. */
    get path(): string;
    /** With the stage, slashes as sent: `$context.path`. */
    get fullPath(): string;
    /** Decoded once. */
    get query(): QueryParameters;
    /** The X-Amzn-Trace-Id that goes to the integration and back to the client. */
    get traceId(): string;
    /** Only a matched route has any. */
    get pathParameters(): {
        readonly [name: string]: string;
    } | null;
}
