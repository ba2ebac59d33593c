import type { RestIntegration } from './integration.ts';
/** The service and action of an integration's URI, as far as it calls one that this gateway can: `dynamodb`, `PutItem`. */
export declare function actionOfUri(uri: string): {
    readonly service: string;
    readonly action: string;
} | undefined;
/** AWS: a function, or an action of a service, whose input and output mapping templates make. */
export declare const aws: RestIntegration;
