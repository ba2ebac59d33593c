import type { Resource, Stage } from '../../services/apigateway/rest-api.ts';
import type { World } from '../../world/world.ts';
import type { RestRequest } from './rest-request.ts';
/** Common Log Format: `10/Jul/2026:19:19:04 +0000`. */
export declare function commonLogTime(epochMs: number): string;
/** The host name an API has on this machine; on AWS `{apiId}.execute-api.{region}.amazonaws.com`. */
export declare function domainNameOf(apiId: string): string;
/** The members of `requestContext` that are the same for all requests of a stage, as JSON without braces. */
export declare function stageContextText({ restApiId, stageName, deployment }: Stage, world: World): string;
/** The same for one resource. */
export declare function resourceContextText({ id, path }: Resource): string;
/**
 * `requestContext` of the proxy event, as JSON. Text, because it is made for every request; what needs its parts reads it back.
 * @source localstack's recordings; "Input format of a Lambda function for proxy integration in API Gateway"
 */
export declare function requestContextText(on: RestRequest): string;
/** `$context` of mappings and gateway responses: the request context, as far as the request has come. */
export declare function contextOf(on: RestRequest): {
    readonly [name: string]: unknown;
};
