// The parts of an HTTP API, under AWS's names: what the gateway reads, frozen when it belongs to a deployment.

/** @source "Configure CORS for HTTP APIs in API Gateway" */
export interface CorsConfiguration {
  readonly allowCredentials: boolean | undefined;
  readonly allowHeaders: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge: number | undefined;
}

export interface HttpApi {
  readonly apiId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/`. */
  readonly executeApiArn: string;
  readonly corsConfiguration: CorsConfiguration | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly tags: { readonly [name: string]: string };
  readonly createdAtMs: number;
  readonly routes: ReadonlyMap<string, Route>;
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  /** Where the template declares it. */
  readonly source: object;
}

export type AuthorizationType = 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';

export interface Route {
  readonly routeId: string;
  /** `GET /users/{id}` or `$default`. */
  readonly routeKey: string;
  /** `integrations/ID`; a route without one answers nothing. */
  readonly target: string | undefined;
  readonly authorizationType: AuthorizationType;
  readonly authorizerId: string | undefined;
  readonly authorizationScopes: readonly string[];
  readonly operationName: string | undefined;
  readonly source: object;
}

/** `overwrite:header.X` and the like, with the value to set. */
export type ParameterMapping = { readonly [target: string]: string };

export interface Integration {
  readonly integrationId: string;
  readonly integrationType: 'AWS_PROXY' | 'HTTP_PROXY';
  /** Of a first-class integration: `SQS-SendMessage`. */
  readonly integrationSubtype: string | undefined;
  readonly integrationUri: string | undefined;
  readonly integrationMethod: string | undefined;
  readonly payloadFormatVersion: '1.0' | '2.0';
  readonly connectionType: 'INTERNET' | 'VPC_LINK';
  readonly credentialsArn: string | undefined;
  readonly description: string | undefined;
  readonly timeoutInMillis: number;
  readonly requestParameters: ParameterMapping;
  /** By status code. */
  readonly responseParameters: { readonly [statusCode: string]: ParameterMapping };
  readonly source: object;
}

export interface Authorizer {
  readonly authorizerId: string;
  readonly name: string;
  readonly authorizerType: 'JWT' | 'REQUEST';
  readonly identitySource: readonly string[];
  readonly jwtConfiguration: { readonly issuer: string; readonly audience: readonly string[] } | undefined;
  readonly authorizerUri: string | undefined;
  readonly authorizerCredentialsArn: string | undefined;
  readonly authorizerPayloadFormatVersion: '1.0' | '2.0';
  readonly authorizerResultTtlInSeconds: number;
  readonly enableSimpleResponses: boolean;
  readonly source: object;
}

export interface Deployment {
  readonly deploymentId: string;
  readonly apiId: string;
  readonly description: string | undefined;
  readonly autoDeployed: boolean;
  readonly createdAtMs: number;
  readonly api: HttpApi;
}

export interface RouteSettings {
  readonly throttlingBurstLimit: number | undefined;
  readonly throttlingRateLimit: number | undefined;
  readonly detailedMetricsEnabled: boolean;
}

export interface Stage {
  readonly apiId: string;
  /** `$default`, or the first segment of its paths. */
  readonly stageName: string;
  /** Undefined until something is deployed: nothing is served. */
  readonly deployment: Deployment | undefined;
  readonly autoDeploy: boolean;
  readonly stageVariables: { readonly [name: string]: string };
  readonly defaultRouteSettings: RouteSettings;
  /** By route key. */
  readonly routeSettings: { readonly [routeKey: string]: RouteSettings };
  readonly accessLogSettings: { readonly destinationArn: string | undefined; readonly format: string } | undefined;
  readonly description: string | undefined;
  readonly tags: { readonly [name: string]: string };
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  /** The stack's resource it is of; undefined of what the control plane made. */
  readonly declaredBy: string | undefined;
  readonly source: object;
}

/** The integration that a route leads to. */
export function integrationOf(api: HttpApi, { target }: Route): Integration | undefined {
  return target === undefined ? undefined : api.integrations.get(target.replace(/^integrations\//, ''));
}
