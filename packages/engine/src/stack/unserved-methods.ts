import { type Diagnostic, placeOf } from '@gatewright/template';
import type { IntegrationType, Method, RestApi } from '../services/apigateway/rest-api.ts';
import { placeIn } from '../trace/place-in.ts';

const servedIntegrations: readonly IntegrationType[] = ['AWS_PROXY', 'MOCK'];
const servedAuthorization: readonly Method['authorizationType'][] = ['NONE', 'CUSTOM'];

/** What AWS would do for a method and this gateway does not yet. Its requests are answered with an error, never let through. */
export function unservedPartsOf(method: Method, api: RestApi, what: string): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { methodIntegration: integration, authorizationType } = method;
  const unsupported = (message: string, at: Diagnostic['at']): void => {
    const hint = 'Accept it with --allow-unsupported: its requests are then answered with 500, never let through.';
    diagnostics.push({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', unsupported: true, message: `${what}: ${message}`, at, hint });
  };
  if (integration && !servedIntegrations.includes(integration.type)) {
    unsupported(`gatewright does not serve integrations of type ${integration.type} yet.`, placeIn(integration.source, 'Type', 'type'));
  }
  if (integration?.type === 'AWS_PROXY' && !/:lambda:path\//.test(integration.uri ?? '')) {
    unsupported('AWS_PROXY is served for Lambda functions only.', placeOf(integration.source));
  }
  // A mock's answer is text already, so that CONVERT_TO_TEXT, which Serverless writes on each preflight, changes nothing.
  if (integration?.contentHandling && !(integration.type === 'MOCK' && integration.contentHandling === 'CONVERT_TO_TEXT')) {
    unsupported('gatewright does not convert contents yet.', placeIn(integration.source, 'ContentHandling', 'contentHandling'));
  }
  if (!servedAuthorization.includes(authorizationType)) {
    unsupported(`gatewright does not enforce authorization of type ${authorizationType} yet.`, placeOf(method.source));
  }
  if (method.apiKeyRequired && api.apiKeySource === 'AUTHORIZER' && authorizationType !== 'CUSTOM') {
    unsupported('the API takes its keys from an authorizer, and this method has none.', placeOf(method.source));
  }
  return diagnostics;
}
