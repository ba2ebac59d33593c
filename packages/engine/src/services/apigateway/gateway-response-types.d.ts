/** Each gateway response type: its status and the `x-amzn-ErrorType`. @source "Gateway response types for API Gateway" */
export declare const gatewayResponses: {
    readonly ACCESS_DENIED: readonly [403, 'AccessDeniedException'];
    readonly API_CONFIGURATION_ERROR: readonly [500, 'InternalServerErrorException'];
    readonly AUTHORIZER_CONFIGURATION_ERROR: readonly [500, 'AuthorizerConfigurationException'];
    readonly AUTHORIZER_FAILURE: readonly [500, 'AuthorizerConfigurationException'];
    readonly BAD_REQUEST_BODY: readonly [400, 'BadRequestException'];
    readonly BAD_REQUEST_PARAMETERS: readonly [400, 'BadRequestException'];
    readonly DEFAULT_4XX: readonly [400, 'BadRequestException'];
    readonly DEFAULT_5XX: readonly [500, 'InternalServerErrorException'];
    readonly EXPIRED_TOKEN: readonly [403, 'ExpiredTokenException'];
    readonly INTEGRATION_FAILURE: readonly [504, 'InternalServerErrorException'];
    readonly INTEGRATION_TIMEOUT: readonly [504, 'InternalServerErrorException'];
    readonly INVALID_API_KEY: readonly [403, 'ForbiddenException'];
    readonly INVALID_SIGNATURE: readonly [403, 'InvalidSignatureException'];
    readonly MISSING_AUTHENTICATION_TOKEN: readonly [403, 'MissingAuthenticationTokenException'];
    readonly QUOTA_EXCEEDED: readonly [429, 'LimitExceededException'];
    readonly REQUEST_TOO_LARGE: readonly [413, 'RequestTooLargeException'];
    readonly RESOURCE_NOT_FOUND: readonly [404, 'NotFoundException'];
    readonly THROTTLED: readonly [429, 'TooManyRequestsException'];
    readonly UNAUTHORIZED: readonly [401, 'UnauthorizedException'];
    readonly UNSUPPORTED_MEDIA_TYPE: readonly [415, 'BadRequestException'];
    readonly WAF_FILTERED: readonly [403, 'ForbiddenException'];
};
export type GatewayResponseType = keyof typeof gatewayResponses;
export declare const gatewayResponseTypes: readonly string[];
