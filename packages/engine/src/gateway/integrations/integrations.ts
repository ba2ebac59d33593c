import type { IntegrationType } from '../../services/apigateway/rest-api.ts';
import type { RestIntegration } from './integration.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

/** The integration types of a REST API. To add one: one file, one line here, and its name in `servedIntegrationTypes`. */
const restIntegrations: readonly RestIntegration[] = [lambdaProxy, mock];

export function restIntegrationOf(type: IntegrationType): RestIntegration | undefined {
  return restIntegrations.find((it) => it.type === type);
}
