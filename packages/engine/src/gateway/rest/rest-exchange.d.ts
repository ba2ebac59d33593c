import type { UsagePlan } from '../../services/apigateway/rest-api.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import type { VelocityValue } from '../velocity/values.ts';
import { RestRequest } from './rest-request.ts';
import type { RestRoute } from './served-stage.ts';
/** What an authorizer found out about the caller: `requestContext.authorizer`, and the key for usage plans. */
export interface AuthorizerResult {
    readonly context: {
        readonly [name: string]: unknown;
    };
    readonly usageIdentifierKey: string | undefined;
}
/** What goes to an integration. */
export interface IntegrationRequest {
    readonly httpMethod: string;
    readonly uri: string;
    /** By lower-case name. */
    readonly headers: ReadonlyMap<string, MappedHeader>;
    readonly body: Buffer | string;
}
export interface MappedHeader {
    readonly name: string;
    readonly values: readonly string[];
}
/** What an integration answered, before it is mapped. */
export interface IntegrationResponse {
    readonly statusCode: number;
    /** By lower-case name. */
    readonly headers: ReadonlyMap<string, MappedHeader>;
    readonly body: Buffer | string;
    /** What selection patterns are matched with; undefined takes the default response. */
    readonly selectionValue: string | undefined;
}
/** A request that has found its method, on its way through the pipeline. */
export declare class RestExchange extends RestRequest {
    #private;
    readonly route: RestRoute;
    authorizer: AuthorizerResult | undefined;
    /** The plan of the caller's API key, when the method requires one. */
    usagePlan: UsagePlan | undefined;
    apiKey: {
        readonly id: string;
        readonly value: string;
    } | undefined;
    integrationLatencyMs: number | undefined;
    /** `$context` as the mapping templates have left it. */
    templateContext: Map<string, VelocityValue> | undefined;
    constructor(request: RestRequest, route: RestRoute, pathParameters: {
        readonly [name: string]: string;
    } | null);
    get pathParameters(): {
        readonly [name: string]: string;
    } | null;
    get integrationRequest(): IntegrationRequest;
    set integrationRequest(request: IntegrationRequest);
    get integrationResponse(): IntegrationResponse;
    set integrationResponse(response: IntegrationResponse);
    get answer(): GatewayAnswer;
    set answer(answer: GatewayAnswer);
}
