import type { RestApi } from '../../services/apigateway/rest-api.ts';
import type { Explanation } from '../../trace/trace.ts';
/** Why no method serves a path, and what there is instead. */
export declare function explainMiss(api: RestApi, httpMethod: string, path: string): Explanation;
