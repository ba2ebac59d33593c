import type { RestIntegration } from './integration.ts';
/** AWS_PROXY: the whole request as an event, the function's result as the whole answer. */
export declare const lambdaProxy: RestIntegration;
