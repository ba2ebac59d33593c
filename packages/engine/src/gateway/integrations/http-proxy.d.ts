import type { RestIntegration } from './integration.ts';
/** HTTP_PROXY: the client's request goes to the backend and the backend's answer to the client. */
export declare const httpProxy: RestIntegration;
