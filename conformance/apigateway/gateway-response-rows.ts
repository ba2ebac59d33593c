import type { Api, ApiRequest } from './endpoint.ts';
import { type Keys, signed } from './sign.ts';

/** What a row's request is made of. */
export interface RefusalScene {
  readonly api: Api;
  /** Temporary credentials that hold no longer. */
  readonly expired: Keys;
  /** The key of the usage plan with a quota of one. */
  readonly apiKey: string;
}

/** A way to a refusal of the gateway, and AWS's own answer. */
export interface RefusalRow {
  readonly type: string;
  request(scene: RefusalScene): ApiRequest | Promise<ApiRequest>;
  /** Sent before; its answer does not matter. */
  readonly before?: true;
  readonly status: number;
  /** How the message begins; null is JSON's. */
  readonly message: string | null;
  /** The whole body, where it is not `{"message":"..."}`. */
  readonly text?: string;
  readonly errorType: string;
  /** `$context.error.validationErrorString`. */
  readonly validationErrorString?: string;
  /** What the gateway's front answers, however the API shapes its own. */
  readonly isNeverCustomized?: true;
  readonly source: string;
}

const types = 'Gateway response types for API Gateway';
const json = { 'Content-Type': 'application/json' };
const internal = {
  message: 'Internal server error',
  text: '{"message": "Internal server error"}',
  errorType: 'InternalServerErrorException',
};
const anyTime = (): Date => new Date();
const mismatch = 'The request signature we calculated does not match the signature you provided.';

export const refusalRows: { readonly [name: string]: RefusalRow } = {
  'a policy of a Lambda authorizer that denies': {
    type: 'ACCESS_DENIED',
    request: () => ({ path: '/guarded?q=one', headers: { Authorization: 'deny', 'X-Given': 'given' } }),
    status: 403,
    message: 'User is not authorized to access this resource with an explicit deny',
    text: '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    errorType: 'AccessDeniedException',
    source: 'Use API Gateway Lambda authorizers',
  },
  'no integration response that matches': {
    type: 'API_CONFIGURATION_ERROR',
    request: () => ({ path: '/unmapped?q=one' }),
    status: 500,
    ...internal,
    source: types,
  },
  'a Lambda authorizer without a policy': {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    request: () => ({ path: '/guarded', headers: { Authorization: 'broken' } }),
    status: 500,
    message: null,
    errorType: 'AuthorizerConfigurationException',
    source: 'public reports',
  },
  'a Lambda authorizer that throws': {
    type: 'AUTHORIZER_FAILURE',
    request: () => ({ path: '/guarded', headers: { Authorization: 'throws' } }),
    status: 500,
    message: null,
    errorType: 'AuthorizerConfigurationException',
    source: 'public reports',
  },
  'a body that the model refuses': {
    type: 'BAD_REQUEST_BODY',
    request: () => ({ method: 'POST', path: '/validated/7?q=one', headers: json, body: '{}' }),
    status: 400,
    message: 'Invalid request body',
    errorType: 'BadRequestException',
    validationErrorString: '[object has missing required properties (["a","b"])]',
    source: 'localstack snapshot test_api_gateway_request_validator',
  },
  'a parameter that is missing': {
    type: 'BAD_REQUEST_PARAMETERS',
    request: () => ({ method: 'POST', path: '/validated/7', headers: json, body: '{}' }),
    status: 400,
    message: 'Missing required request parameters: [q]',
    errorType: 'BadRequestException',
    source: 'localstack snapshot test_api_gateway_request_validator',
  },
  'an Authorization header of another kind on a path that nothing serves': {
    type: 'DEFAULT_4XX',
    request: () => ({ path: '/nowhere?q=one', headers: { Authorization: 'Bearer abc', 'X-Given': 'given' } }),
    status: 403,
    message: 'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): ',
    errorType: 'IncompleteSignatureException',
    source: 'public reports of unknown paths with a bearer token',
  },
  'a result that is no proxy response': {
    type: 'DEFAULT_5XX',
    request: () => ({ path: '/malformed?q=one' }),
    status: 502,
    ...internal,
    source: 'localstack snapshot of Lambda proxy response formats',
  },
  'temporary credentials that hold no longer': {
    type: 'EXPIRED_TOKEN',
    request: ({ api, expired: keys }) => signed(api, { path: '/signed', keys }, anyTime()),
    status: 403,
    message: 'The security token included in the request is expired',
    errorType: 'ExpiredTokenException',
    source: 'The security token included in the request is expired, AWS re:Post knowledge center',
  },
  'a backend that breaks the connection off': {
    type: 'INTEGRATION_FAILURE',
    request: () => ({ path: '/hang-up?q=one' }),
    status: 504,
    message: 'Network error communicating with endpoint',
    errorType: 'InternalServerErrorException',
    source: 'public reports',
  },
  'a backend that does not answer in time': {
    type: 'INTEGRATION_TIMEOUT',
    request: () => ({ path: '/silent?q=one' }),
    status: 504,
    message: 'Endpoint request timed out',
    text: '{"message": "Endpoint request timed out"}',
    errorType: 'InternalServerErrorException',
    source: types,
  },
  'an API key that nobody has': {
    type: 'INVALID_API_KEY',
    request: () => ({ path: '/keyed?q=one', headers: { 'x-api-key': 'nobody' } }),
    status: 403,
    message: 'Forbidden',
    errorType: 'ForbiddenException',
    source: 'Choose an API key source in API Gateway',
  },
  'a path other than the one that was signed': {
    type: 'INVALID_SIGNATURE',
    request: async ({ api }) => ({ ...(await signed(api, { path: '/signed' }, anyTime())), path: '/signed?q=one' }),
    status: 403,
    message: mismatch,
    errorType: 'InvalidSignatureException',
    source: 'Troubleshoot signed requests for AWS APIs',
  },
  'a path that nothing serves': {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    request: () => ({ path: '/nowhere?q=one', headers: { 'X-Given': 'given' } }),
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
    source: 'localstack snapshots of resource selection',
  },
  'no signature': {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    request: () => ({ path: '/signed?q=one' }),
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
    source: types,
  },
  'a quota that is used up': {
    type: 'QUOTA_EXCEEDED',
    request: ({ apiKey }) => ({ path: '/keyed?q=one', headers: { 'x-api-key': apiKey } }),
    before: true,
    status: 429,
    message: 'Limit Exceeded',
    errorType: 'LimitExceededException',
    source: types,
  },
  'more than ten megabytes': {
    type: 'REQUEST_TOO_LARGE',
    request: () => ({ method: 'POST', path: '/json-only', headers: json, body: Buffer.alloc(10 * 1024 * 1024 + 1, 32) }),
    status: 413,
    message: 'Request Too Long',
    errorType: 'RequestTooLargeException',
    isNeverCustomized: true,
    source: 'public reports',
  },
  'a path that nothing serves, signed': {
    type: 'RESOURCE_NOT_FOUND',
    request: ({ api }) => signed(api, { path: '/nowhere' }, anyTime()),
    status: 404,
    message: 'Not Found',
    errorType: 'NotFoundException',
    source: `${types}; the text is a guess`,
  },
  'a rate of none': {
    type: 'THROTTLED',
    request: () => ({ path: '/throttled?q=one' }),
    status: 429,
    message: 'Too Many Requests',
    errorType: 'TooManyRequestsException',
    source: 'Throttle requests to your REST APIs',
  },
  'no token': {
    type: 'UNAUTHORIZED',
    request: () => ({ path: '/guarded?q=one', headers: { 'X-Given': 'given' } }),
    status: 401,
    message: 'Unauthorized',
    errorType: 'UnauthorizedException',
    source: 'Use API Gateway Lambda authorizers',
  },
  'a type of body without a template': {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    request: () => ({ method: 'POST', path: '/json-only?q=one', headers: { 'Content-Type': 'text/plain' }, body: 'x' }),
    status: 415,
    message: 'Unsupported Media Type',
    errorType: 'BadRequestException',
    source: 'Integration passthrough behaviors',
  },
};
