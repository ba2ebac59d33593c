/** Requests that differ in what `$context` has. */
export const scenes = ['open', 'keyed', 'guarded', 'signed', 'lambda', 'denied', 'invalid', 'unknown'] as const;
export type Scene = (typeof scenes)[number];

/** Where a variable is read: in a mapping template, in a template of a gateway response, in the access log. */
export type Place = 'mapping' | 'response' | 'log';

/** A variable, the places that know it, and what it is in each scene; in all others there is nothing. */
export interface ContextVariable {
  readonly name: string;
  readonly places: readonly Place[];
  readonly values: { readonly [Name in Scene]?: RegExp | undefined };
}

const everywhere: readonly Place[] = ['mapping', 'response', 'log'];
const log: readonly Place[] = ['log'];
const errors: readonly Place[] = ['response', 'log'];

const inAll = (value: RegExp): ContextVariable['values'] => Object.fromEntries(scenes.map((scene) => [scene, value]));
/** In scenes whose path some method serves. */
const inServed = (value: RegExp): ContextVariable['values'] => ({ ...inAll(value), unknown: undefined });
const never = {};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const integer = /^\d+$/;
const text = /./;

type Entry = readonly [name: string, values: ContextVariable['values']];

const known: readonly Entry[] = [
  ['accountId', inAll(/^\d{12}$/)],
  ['apiId', inAll(/^[a-z0-9]{10}$/)],
  ['authorizer.claims', never],
  ['authorizer.claims.sub', never],
  ['authorizer.principalId', { guarded: /^me$/ }],
  ['authorizer.key', { guarded: /^value$/ }],
  ['authorizer.numKey', { guarded: /^1$/ }],
  ['authorizer.boolKey', { guarded: /^true$/ }],
  ['authorizer.integrationLatency', { guarded: integer }],
  ['deploymentId', inAll(/^[a-z0-9]+$/)],
  ['domainName', inAll(/^[a-z0-9]{10}\.execute-api\./)],
  ['domainPrefix', inAll(/^[a-z0-9]{10}$/)],
  ['extendedRequestId', inAll(/^[\w-]{15}=$/)],
  ['httpMethod', { ...inAll(/^GET$/), invalid: /^POST$/ }],
  ['identity.accountId', { signed: /^\d{12}$/ }],
  ['identity.accessKey', { signed: text }],
  ['identity.apiKey', { keyed: /^gatewright-context-key$/ }],
  ['identity.apiKeyId', { keyed: /^[a-z0-9]{10}$/ }],
  ['identity.caller', { signed: /^A[A-Z]{3}[A-Z0-9]+/ }],
  ['identity.cognitoAuthenticationProvider', never],
  ['identity.cognitoAuthenticationType', never],
  ['identity.cognitoIdentityId', never],
  ['identity.cognitoIdentityPoolId', never],
  ['identity.clientCert.clientCertPem', never],
  ['identity.clientCert.subjectDN', never],
  ['identity.clientCert.issuerDN', never],
  ['identity.clientCert.serialNumber', never],
  ['identity.clientCert.validity.notBefore', never],
  ['identity.clientCert.validity.notAfter', never],
  ['identity.sourceIp', inAll(/^[\d.]+$/)],
  ['identity.user', { signed: /^A[A-Z]{3}[A-Z0-9]+/ }],
  ['identity.userAgent', inAll(/^suite\/1$/)],
  ['identity.userArn', { signed: /^arn:aws:(iam|sts)::\d{12}:/ }],
  ['identity.vpcId', never],
  ['identity.vpceId', never],
  ['isCanaryRequest', never],
  ['path', { ...inAll(/^\/test\/[a-z]+$/) }],
  ['protocol', inAll(/^HTTP\/1\.1$/)],
  ['requestId', inAll(uuid)],
  ['requestTime', inAll(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/)],
  ['requestTimeEpoch', inAll(/^\d{13}$/)],
  ['resourceId', inServed(/^[a-z0-9]+$/)],
  ['resourcePath', inServed(/^\/[a-z]+$/)],
  ['stage', inAll(/^test$/)],
  ['wafResponseCode', never],
  ['webaclArn', never],
  ['nothing', never],
];

const ofErrors: readonly Entry[] = [
  ['error.message', { denied: /^User is not/, invalid: /^Invalid request body$/, unknown: /^Missing Authentication Token$/ }],
  ['error.messageString', { denied: /^"User is not.*"$/, invalid: /^"Invalid.*"$/, unknown: /^"Missing.*"$/ }],
  ['error.responseType', { denied: /^ACCESS_DENIED$/, invalid: /^BAD_REQUEST_BODY$/, unknown: /^MISSING_AUTHENTICATION_TOKEN$/ }],
  ['error.validationErrorString', { invalid: /^\[object has missing required properties \(\["a"\]\)\]$/ }],
];

/** That a mock counts as one that answered is a guess. */
const integrated = { open: /^200$/, keyed: /^200$/, guarded: /^200$/, signed: /^200$/, lambda: /^200$/ };

const ofLogs: readonly Entry[] = [
  ['authenticate.error', never],
  ['authenticate.latency', { signed: integer }],
  ['authenticate.status', { signed: /^200$/ }],
  ['authorize.error', { denied: text }],
  ['authorize.latency', { guarded: integer, signed: integer, denied: integer }],
  ['authorize.status', { guarded: /^200$/, signed: /^200$/, denied: /^403$/ }],
  ['authorizer.error', never],
  ['authorizer.integrationStatus', { guarded: /^200$/, denied: /^200$/ }],
  ['authorizer.latency', { guarded: integer, denied: integer }],
  ['authorizer.requestId', { guarded: uuid, denied: uuid }],
  ['authorizer.status', { guarded: /^200$/, denied: /^200$/ }],
  ['customDomain.basePathMatched', never],
  ['endpointType', inAll(/^REGIONAL$/)],
  ['integration.error', never],
  ['integration.integrationStatus', integrated],
  ['integration.latency', { lambda: integer }],
  ['integration.requestId', { lambda: uuid }],
  ['integration.responseTransferMode', { lambda: /^BUFFERED$/ }],
  ['integration.status', integrated],
  ['integration.timeToAllHeaders', never],
  ['integration.timeToFirstContent', never],
  ['integrationErrorMessage', never],
  ['integrationLatency', { lambda: integer }],
  ['integrationStatus', integrated],
  ['responseLatency', inAll(integer)],
  ['responseLength', inAll(integer)],
  ['status', { ...inAll(/^200$/), denied: /^403$/, invalid: /^400$/, unknown: /^403$/ }],
  ['waf.error', never],
  ['waf.latency', never],
  ['waf.status', never],
];

/**
 * Every variable of `$context`.
 * Of a stream there are times besides, and of an encrypted connection tlsVersion and cipherSuite.
 * @source "Variables for data transformations for API Gateway"; "Variables for access logging for API Gateway"
 */
export const contextVariables: readonly ContextVariable[] = [
  ...known.map(([name, values]) => ({ name, values, places: everywhere })),
  // The endpoint's request id is there once the endpoint has answered.
  { name: 'awsEndpointRequestId', values: { lambda: uuid }, places: everywhere },
  ...ofErrors.map(([name, values]) => ({ name, values, places: errors })),
  ...ofLogs.map(([name, values]) => ({ name, values, places: log })),
];
