import type { Model } from '../../services/apigateway/rest-api.ts';
/** The models of one API, compiled when a request first needs them. */
export interface ModelSchemas {
    /** What is wrong with a body, in the words API Gateway's validator uses; empty when it fits. */
    faultsOf(modelName: string, body: string): readonly string[];
}
/** @source "Data models for REST APIs": JSON schema draft 4, with references between the models of the API */
export declare function modelSchemas(models: ReadonlyMap<string, Model>): ModelSchemas;
