import { type Diagnostic, placeOf } from '@gatewright/template';
import type { Integration, Method, RestApi } from '../services/apigateway/rest-api.ts';
import { calledServices } from '../services/called-services.ts';
import { placeIn } from '../trace/place-in.ts';

/** What AWS would do for a method and this gateway does not yet. Its requests are answered with an error, never let through. */
export function unservedPartsOf(method: Method, api: RestApi, what: string): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { methodIntegration: integration, authorizationType } = method;
  const unsupported = (message: string, at: Diagnostic['at']): void => {
    const hint = 'Accept it with --allow-unsupported: its requests are then answered with 500, never let through.';
    diagnostics.push({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', unsupported: true, message: `${what}: ${message}`, at, hint });
  };
  if (integration) for (const { message, at } of unservedIntegration(integration)) unsupported(message, at);
  if (method.apiKeyRequired && api.apiKeySource === 'AUTHORIZER' && authorizationType !== 'CUSTOM') {
    unsupported('the API takes its keys from an authorizer, and this method has none.', placeOf(method.source));
  }
  return diagnostics;
}

function unservedIntegration({ type, uri = '', source }: Integration): readonly Pick<Diagnostic, 'message' | 'at'>[] {
  const found: Pick<Diagnostic, 'message' | 'at'>[] = [];
  const [, service, kind] = /^arn:[^:]+:apigateway:[^:]*:([^:]+):(path|action)\//.exec(uri) ?? [];
  const isLambda = service === 'lambda' && kind === 'path';
  if (type === 'AWS_PROXY' && !isLambda)
    found.push({ message: 'AWS_PROXY is served for Lambda functions only.', at: placeIn(source, 'Uri', 'uri') });
  const isS3 = kind === 'path' && (service === 's3' || service?.endsWith('.s3') === true);
  const isCalled = service !== undefined && (Object.hasOwn(calledServices, service) || (service === 'dynamodb' && kind === 'action'));
  if (type === 'AWS' && !isLambda && !isS3 && !isCalled) {
    const served = Object.keys(calledServices).join(', ');
    const message = `gatewright does not serve integrations with ${service ?? 'this URI'} yet: only with Lambda functions, DynamoDB actions, paths of S3, and with ${served}.`;
    found.push({ message, at: placeIn(source, 'Uri', 'uri') });
  }
  for (const member of ['connectionId', 'integrationTarget', 'tlsConfig']) {
    if (Object.hasOwn(source, member)) found.push({ message: `gatewright does not honour ${member} yet.`, at: placeIn(source, member) });
  }
  return found;
}
