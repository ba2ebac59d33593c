import type { IntegrationType } from '../../services/apigateway/rest-api.ts';
import { aws } from './aws.ts';
import { http } from './http.ts';
import { httpProxy } from './http-proxy.ts';
import type { RestIntegration } from './integration.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

/** The integration types of a REST API. */
const restIntegrations: { readonly [Type in IntegrationType]: RestIntegration } = {
  AWS: aws,
  AWS_PROXY: lambdaProxy,
  HTTP: http,
  HTTP_PROXY: httpProxy,
  MOCK: mock,
};

export function restIntegrationOf(type: IntegrationType): RestIntegration {
  return restIntegrations[type];
}
