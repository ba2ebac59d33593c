import { badRequest, type ControlPlane, integrationOf, methodOf, notFound, restApiOf } from './operation.ts';
import type { IntegrationResponse, Method, MethodResponse } from './rest-api.ts';

type Path = { readonly [label: string]: string };

/** Changes a part of the method that a path names. @throws ServiceError NotFoundException */
export function editMethod(plane: ControlPlane, path: Path, change: Partial<Method>): void {
  const method = methodOf(plane, path);
  plane.apigateway.editResource(path.restapi_id ?? '', path.resource_id ?? '', ({ resourceMethods }) =>
    resourceMethods.set(method.httpMethod, { ...method, ...change }),
  );
}

/** @throws ServiceError NotFoundException */
export function methodResponseOf(plane: ControlPlane, path: Path): MethodResponse {
  const { methodResponses } = methodOf(plane, path);
  const response = Object.hasOwn(methodResponses, path.status_code ?? '') ? methodResponses[path.status_code ?? ''] : undefined;
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** @throws ServiceError NotFoundException */
export function integrationResponseOf(plane: ControlPlane, path: Path): IntegrationResponse {
  const response = integrationOf(plane, path).integrationResponses.find((it) => it.statusCode === path.status_code);
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}

/** In the place of the response of the same status, or after the others. */
export function putIntegrationResponse(plane: ControlPlane, path: Path, response: IntegrationResponse): void {
  const integration = integrationOf(plane, path);
  const { integrationResponses } = integration;
  const index = integrationResponses.findIndex((it) => it.statusCode === response.statusCode);
  const others = index < 0 ? [...integrationResponses, response] : integrationResponses.with(index, response);
  editMethod(plane, path, { methodIntegration: { ...integration, integrationResponses: others } });
}

/** @throws ServiceError BadRequestException for a model that the API does not have */
export function checkResponseModels(plane: ControlPlane, path: Path, models: { readonly [contentType: string]: string } = {}): void {
  const api = restApiOf(plane, path.restapi_id);
  for (const model of Object.values(models)) {
    if (!api.models.has(model)) throw badRequest(`Invalid model identifier specified: ${model}`);
  }
}
