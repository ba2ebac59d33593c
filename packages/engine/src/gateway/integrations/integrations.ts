import type { Integration, IntegrationType } from '../../services/apigateway/rest-api.ts';
import { aws } from './aws.ts';
import { http } from './http.ts';
import { httpProxy } from './http-proxy.ts';
import { httpStream } from './http-stream.ts';
import type { RestIntegration } from './integration.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { lambdaStream } from './lambda-stream.ts';
import { mock } from './mock.ts';

/** The integration types of a REST API. */
const restIntegrations: { readonly [Type in IntegrationType]: RestIntegration } = {
  AWS: aws,
  AWS_PROXY: lambdaProxy,
  HTTP: http,
  HTTP_PROXY: httpProxy,
  MOCK: mock,
};

/** Of the two that can pass an answer on as it comes. */
const streamedIntegrations: { readonly [Type in IntegrationType]?: RestIntegration } = { AWS_PROXY: lambdaStream, HTTP_PROXY: httpStream };

export function restIntegrationOf({ type, responseTransferMode }: Integration): RestIntegration {
  return (responseTransferMode === 'STREAM' ? streamedIntegrations[type] : undefined) ?? restIntegrations[type];
}
