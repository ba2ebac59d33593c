import type { IntegrationType } from '../../services/apigateway/rest-api.ts';
import { aws } from './aws.ts';
import { http } from './http.ts';
import { httpProxy } from './http-proxy.ts';
import type { RestIntegration } from './integration.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

/** The integration types of a REST API. To add one: one file, one line here. */
const restIntegrations: readonly RestIntegration[] = [aws, lambdaProxy, http, httpProxy, mock];

export function restIntegrationOf(type: IntegrationType): RestIntegration | undefined {
  return restIntegrations.find((it) => it.type === type);
}
