import type { Stage } from '../../services/apigateway/rest-api.ts';
import type { World } from '../../world/world.ts';
import type { Step } from '../step.ts';
import type { RestExchange } from './rest-exchange.ts';
import { Router } from './router.ts';
import type { RestRoute, ServedStage } from './served-stage.ts';
/** A method, and the steps of the pipeline that it needs. */
export interface CompiledRoute {
    readonly route: RestRoute;
    readonly steps: readonly Step<RestExchange, RestRoute>[];
}
/** A stage, and the way from a request to its methods. */
export interface CompiledStage extends ServedStage {
    readonly router: Router<CompiledRoute>;
}
export declare function compileStage(stage: Stage, world: World): CompiledStage;
