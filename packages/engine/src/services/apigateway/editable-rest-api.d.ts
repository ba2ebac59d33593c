import type { RestApiPolicy } from './policy/rest-api-policy.ts';
import type { Authorizer, Deployment, GatewayResponse, Method, Model, RequestValidator, Resource, RestApi } from './rest-api.ts';
/** An API while it is built up; a deployment copies it, so that what is served stays as it was. */
export interface EditableRestApi extends RestApi {
    name: string;
    policy: RestApiPolicy | undefined;
    readonly binaryMediaTypes: string[];
    apiKeySource: RestApi['apiKeySource'];
    minimumCompressionSize: number | undefined;
    disableExecuteApiEndpoint: boolean;
    readonly resources: Map<string, EditableResource>;
    readonly models: Map<string, Model>;
    readonly requestValidators: Map<string, RequestValidator>;
    readonly authorizers: Map<string, Authorizer>;
    readonly gatewayResponses: Map<string, GatewayResponse>;
    source: object;
}
export interface EditableResource extends Resource {
    readonly resourceMethods: Map<string, Method>;
}
export declare const apiKeySources: readonly ['HEADER', 'AUTHORIZER'];
export declare const httpMethods: readonly ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
export interface NewRestApi {
    readonly id: string;
    readonly name: string;
    readonly executeApiArn: string;
    readonly source: object;
}
export declare function createEditableRestApi({ id, name, executeApiArn, source }: NewRestApi): EditableRestApi;
/** @throws ServiceError BadRequestException, ConflictException with AWS's wording */
export declare function addResource(api: EditableRestApi, parent: EditableResource, pathPart: string, source: object): EditableResource;
/** The resource at `path`, made with all that lead to it where they are missing. */
export declare function resourceAtPath(api: EditableRestApi, path: string, source: object): EditableResource;
export declare function resourceOf(api: EditableRestApi, resourceId: string): EditableResource;
/** @throws ServiceError ConflictException when the resource has the method, BadRequestException on an unknown one */
export declare function putMethod(api: EditableRestApi, resource: EditableResource, method: Method): void;
export declare function putGatewayResponse(api: EditableRestApi, response: GatewayResponse): void;
/** Copies an API as it stands. @throws ServiceError BadRequestException when there is nothing to serve */
export declare function snapshotOf(api: EditableRestApi, id: string, createdAtMs: number): Deployment;
