import type { Rule } from './rule.ts';
import { authenticationCatchTooWide } from './rules/authentication-catch-too-wide.ts';
import { awsSdkV2 } from './rules/aws-sdk-v2.ts';
import { base64BodyIgnored } from './rules/base64-body-ignored.ts';
import { bearerTokenCutOut } from './rules/bearer-token-cut-out.ts';
import { bodyMayBeNull } from './rules/body-may-be-null.ts';
import { bodyParseUnguarded } from './rules/body-parse-unguarded.ts';
import { callbackHandlerRemoved } from './rules/callback-handler-removed.ts';
import { clientOverwritesId } from './rules/client-overwrites-id.ts';
import { configurationErrorHidden } from './rules/configuration-error-hidden.ts';
import { environmentVariableUnset } from './rules/environment-variable-unset.ts';
import { errorClassWithoutName } from './rules/error-class-without-name.ts';
import { errorTextInResponse } from './rules/error-text-in-response.ts';
import { eventChanged } from './rules/event-changed.ts';
import { functionNotVersioned } from './rules/function-not-versioned.ts';
import { functionOnDefaults } from './rules/function-on-defaults.ts';
import { gatewayErrorsWithoutCors } from './rules/gateway-errors-without-cors.ts';
import { handlerReturnsNothing } from './rules/handler-returns-nothing.ts';
import { handlerWithoutCatch } from './rules/handler-without-catch.ts';
import { headerNameCase } from './rules/header-name-case.ts';
import { jwtAlgorithmNotPinned } from './rules/jwt-algorithm-not-pinned.ts';
import { jwtSharedSecret } from './rules/jwt-shared-secret.ts';
import { keyComparedWithEnvironment } from './rules/key-compared-with-environment.ts';
import { metricsFailureFailsRequest } from './rules/metrics-failure-fails-request.ts';
import { metricsOnRequestPath } from './rules/metrics-on-request-path.ts';
import { missingPermission } from './rules/missing-permission.ts';
import { originEchoedWithoutVary } from './rules/origin-echoed-without-vary.ts';
import { pathSegmentUnchecked } from './rules/path-segment-unchecked.ts';
import { preflightCodeUnreachable } from './rules/preflight-code-unreachable.ts';
import { preflightHeadersIncomplete } from './rules/preflight-headers-incomplete.ts';
import { preflightIncomplete } from './rules/preflight-incomplete.ts';
import { proxyPathWithoutSlash } from './rules/proxy-path-without-slash.ts';
import { randomId } from './rules/random-id.ts';
import { responseWithoutCors } from './rules/response-without-cors.ts';
import { rootPathNotRouted } from './rules/root-path-not-routed.ts';
import { routeTemplateCompared } from './rules/route-template-compared.ts';
import { scanReadsOnePage } from './rules/scan-reads-one-page.ts';
import { sdkKeepAliveOff } from './rules/sdk-keep-alive-off.ts';
import { secretInTemplate } from './rules/secret-in-template.ts';
import { sourceUnreadable } from './rules/source-unreadable.ts';
import { successStatusWithError } from './rules/success-status-with-error.ts';
import { syntaxNewerThanRuntime } from './rules/syntax-newer-than-runtime.ts';
import { tableDeletedWithStack } from './rules/table-deleted-with-stack.ts';
import { tableNameFixed } from './rules/table-name-fixed.ts';
import { unauthorizedWithoutChallenge } from './rules/unauthorized-without-challenge.ts';
import { undeclaredName } from './rules/undeclared-name.ts';
import { validationDetailsEchoInput } from './rules/validation-details-echo-input.ts';
import { wildcardOrigin } from './rules/wildcard-origin.ts';

/**
 * Every fault the doctor knows, in the order of a request's way through an API; findings themselves are sorted by place.
 * To add one: one file in rules/, one line here, one section in docs/doctor.md, rows in test/doctor/rules.test.ts.
 */
export const rules: readonly Rule[] = [
  // The code loads and runs.
  sourceUnreadable,
  undeclaredName,
  // Routes and the handler.
  proxyPathWithoutSlash,
  routeTemplateCompared,
  pathSegmentUnchecked,
  handlerReturnsNothing,
  handlerWithoutCatch,
  callbackHandlerRemoved,
  // What a request holds.
  bodyParseUnguarded,
  bodyMayBeNull,
  base64BodyIgnored,
  headerNameCase,
  eventChanged,
  // What an answer says.
  responseWithoutCors,
  successStatusWithError,
  errorTextInResponse,
  errorClassWithoutName,
  unauthorizedWithoutChallenge,
  validationDetailsEchoInput,
  // Who may call.
  keyComparedWithEnvironment,
  bearerTokenCutOut,
  jwtAlgorithmNotPinned,
  jwtSharedSecret,
  authenticationCatchTooWide,
  configurationErrorHidden,
  environmentVariableUnset,
  secretInTemplate,
  // Browsers.
  wildcardOrigin,
  originEchoedWithoutVary,
  preflightIncomplete,
  preflightCodeUnreachable,
  preflightHeadersIncomplete,
  gatewayErrorsWithoutCors,
  rootPathNotRouted,
  // Data.
  clientOverwritesId,
  randomId,
  scanReadsOnePage,
  missingPermission,
  sdkKeepAliveOff,
  awsSdkV2,
  tableNameFixed,
  tableDeletedWithStack,
  // Metrics.
  metricsOnRequestPath,
  metricsFailureFailsRequest,
  // The function.
  syntaxNewerThanRuntime,
  functionOnDefaults,
  functionNotVersioned,
];
