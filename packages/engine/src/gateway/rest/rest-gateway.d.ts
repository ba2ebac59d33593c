import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import { type GatewayAnswer, type GatewayRequest } from '../gateway-request.ts';
/** Serves every REST API that is deployed. */
export interface RestGateway {
    /** Answers one request and completes its trace, but for the status and the time, which are the listener's. */
    answer(request: GatewayRequest, trace: RequestTrace): Promise<GatewayAnswer>;
}
export declare function createRestGateway(world: World, services: Services): RestGateway;
