import type { Value } from '@gatewright/template';
import type { RestApiPolicy } from './policy/rest-api-policy.ts';

/** What people write on things for other people; it has no effect on what is served. */
export interface Described {
  readonly description?: string | undefined;
  readonly tags?: { readonly [key: string]: string } | undefined;
}

/** Where an API can be reached on AWS; here it is always this machine. */
export interface EndpointConfiguration {
  readonly types: readonly string[];
  readonly ipAddressType: string;
  readonly vpcEndpointIds?: readonly string[] | undefined;
}

/**
 * What the control plane keeps of a REST API, under the names of AWS's own resources. Each part keeps, as `source`, the object
 * of the user's template or OpenAPI document that declares it: `placeOf...` answers its line when a request is refused.
 */
export interface RestApi extends Described {
  readonly id: string;
  readonly name: string;
  readonly version?: string | undefined;
  readonly createdAtMs?: number | undefined;
  readonly endpointConfiguration?: EndpointConfiguration | undefined;
  /** What its methods' ARNs begin with: `arn:aws:execute-api:REGION:ACCOUNT:ID/`. */
  readonly executeApiArn: string;
  /** Who may call it, whatever its methods say. */
  readonly policy: RestApiPolicy | undefined;
  readonly rootResourceId: string;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly minimumCompressionSize: number | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly models: ReadonlyMap<string, Model>;
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly source: object;
}

export interface Resource {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly pathPart: string;
  /** `/users/{id}`; `/` for the root. */
  readonly path: string;
  /** By HTTP method, `ANY` among them. */
  readonly resourceMethods: ReadonlyMap<string, Method>;
  readonly source: object;
}

export interface Method {
  readonly httpMethod: string;
  readonly authorizationType: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly authorizerId: string | undefined;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId: string | undefined;
  readonly operationName: string | undefined;
  /** `method.request.header.X`: true when required. */
  readonly requestParameters: { readonly [parameter: string]: boolean };
  /** Model names by content type. */
  readonly requestModels: { readonly [contentType: string]: string };
  readonly methodResponses: { readonly [statusCode: string]: MethodResponse };
  readonly methodIntegration: Integration | undefined;
  readonly source: object;
}

export interface MethodResponse {
  readonly statusCode: string;
  /** `method.response.header.X`: true when declared required; AWS sends it either way. */
  readonly responseParameters?: { readonly [parameter: string]: boolean } | undefined;
  readonly responseModels?: { readonly [contentType: string]: string } | undefined;
}

export const integrationTypes = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'] as const;
export type IntegrationType = (typeof integrationTypes)[number];
export const responseTransferModes = ['BUFFERED', 'STREAM'] as const;
export type ResponseTransferMode = (typeof responseTransferModes)[number];
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

export interface Integration {
  readonly type: IntegrationType;
  /** Over a VPC link or the Internet: from this machine it is the same way. */
  readonly connectionType?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly tlsConfig?: { readonly insecureSkipVerification: boolean } | undefined;
  readonly responseTransferMode?: ResponseTransferMode | undefined;
  readonly httpMethod: string | undefined;
  readonly uri: string | undefined;
  readonly credentials: string | undefined;
  readonly requestParameters: { readonly [target: string]: string };
  readonly requestTemplates: { readonly [contentType: string]: string };
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling: ContentHandling | undefined;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly integrationResponses: readonly IntegrationResponse[];
  readonly source: object;
}

export interface IntegrationResponse {
  readonly statusCode: string;
  /** A full-match regular expression; the entry without one, or with `""`, is the default. */
  readonly selectionPattern: string | undefined;
  readonly responseParameters: { readonly [target: string]: string };
  readonly responseTemplates: { readonly [contentType: string]: string };
  /** True when it was put with an empty map of templates, which AWS shows then. */
  readonly showsEmptyTemplates?: boolean | undefined;
  readonly contentHandling: ContentHandling | undefined;
  readonly source: object;
}

export interface Model extends Pick<Described, 'description'> {
  /** Made up of the API's id and the name, when there is none. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly contentType: string;
  /** JSON schema, draft 4. */
  readonly schema: Value;
  /** The resource that declares it, when one does: a name alone is no identity, as other APIs may have it too. */
  readonly declaredBy: string | undefined;
  readonly source: object;
}

export interface RequestValidator {
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  /** For exports: `custom`, `cognito_user_pools`, or what an OpenAPI document says. */
  readonly authType?: string | undefined;
  readonly authorizerUri: string | undefined;
  readonly authorizerCredentials: string | undefined;
  /** Comma separated: `method.request.header.Authorization, context.stage`. */
  readonly identitySource: string | undefined;
  readonly identityValidationExpression: string | undefined;
  /** 300 without it. */
  readonly authorizerResultTtlInSeconds: number | undefined;
  readonly providerARNs: readonly string[];
  readonly source: object;
}

export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode: string | undefined;
  /** `gatewayresponse.header.X`: `'static'`, `method.request...`, `context...`, `stageVariables...`. */
  readonly responseParameters: { readonly [target: string]: string };
  readonly responseTemplates: { readonly [contentType: string]: string };
  readonly source: object;
}

/** A snapshot of an API: nothing in it changes any more. */
export interface Deployment extends Pick<Described, 'description'> {
  readonly id: string;
  readonly restApi: RestApi;
  readonly createdAtMs: number;
}

export interface MethodSetting {
  readonly throttlingBurstLimit: number | undefined;
  readonly throttlingRateLimit: number | undefined;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted?: boolean | undefined;
  /** True without it. */
  readonly requireAuthorizationForCacheControl?: boolean | undefined;
  /** SUCCEED_WITH_RESPONSE_HEADER without it. */
  readonly unauthorizedCacheControlHeaderStrategy?: CacheControlStrategy | undefined;
  readonly metricsEnabled?: boolean | undefined;
  readonly loggingLevel?: string | undefined;
  readonly dataTraceEnabled?: boolean | undefined;
}

export const cacheControlStrategies = ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'] as const;
export type CacheControlStrategy = (typeof cacheControlStrategies)[number];

/** A part of a stage's requests goes to another deployment. */
export interface Canary {
  readonly deployment: Deployment;
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly stageVariableOverrides: { readonly [name: string]: string };
  /** False keeps the canary's answers apart in the cache. */
  readonly useStageCache: boolean;
}

export interface Stage extends Described {
  readonly stageName: string;
  readonly createdAtMs?: number | undefined;
  readonly lastUpdatedAtMs?: number | undefined;
  readonly documentationVersion?: string | undefined;
  readonly tracingEnabled?: boolean | undefined;
  readonly cacheClusterSize?: string | undefined;
  readonly clientCertificateId?: string | undefined;
  readonly accessLogDestinationArn?: string | undefined;
  /** Grows with each flush of what authorizers have answered: older answers are not found any more. */
  readonly authorizersCacheGeneration?: number | undefined;
  readonly restApiId: string;
  readonly deployment: Deployment;
  readonly variables: { readonly [name: string]: string };
  /** By `~1path/GET` or `*\/*`, as AWS keeps them. */
  readonly methodSettings: { readonly [resourceAndMethod: string]: MethodSetting };
  readonly cacheClusterEnabled: boolean;
  /** Of its access log: `$context.requestId ...`; undefined keeps none. */
  readonly accessLogFormat: string | undefined;
  readonly canary: Canary | undefined;
  /** True when a Deployment's own StageName made it, and no Stage resource. */
  readonly impliedByDeployment: boolean;
  /** The resource that declares it: a stage's own name is no identity, as other APIs may have it too. */
  readonly declaredBy: string;
  readonly source: object;
}

export interface ApiKey extends Described {
  readonly id: string;
  readonly customerId?: string | undefined;
  readonly createdAtMs?: number | undefined;
  readonly lastUpdatedAtMs?: number | undefined;
  /** From the time before usage plans: `API/STAGE`. */
  readonly stageKeys?: readonly string[] | undefined;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly source: object;
}

export interface Throttle {
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}

export interface UsagePlan extends Described {
  readonly id: string;
  readonly productCode?: string | undefined;
  readonly name: string;
  readonly apiStages: readonly {
    readonly apiId: string;
    readonly stage: string;
    readonly throttle: { readonly [pathAndMethod: string]: Throttle };
  }[];
  readonly throttle: Throttle | undefined;
  readonly quota: { readonly limit: number; readonly offset: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' } | undefined;
  /** Ids of the API keys that belong to the plan. */
  readonly keyIds: ReadonlySet<string>;
  readonly source: object;
}
