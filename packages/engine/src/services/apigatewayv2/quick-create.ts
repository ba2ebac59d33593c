import { identifierOf } from '../identifier.ts';
import type { ApiGatewayV2Service } from './apigatewayv2.ts';
import { putIntegration, putRoute } from './editable-http-api.ts';
import { readIntegration, readRouteSettings } from './read-members.ts';

export interface QuickCreate {
  readonly apiId: string;
  /** A function's ARN or an HTTP URL. */
  readonly target: string;
  readonly routeKey: string;
  readonly credentialsArn: string | undefined;
  readonly declaredBy: string | undefined;
  readonly source: object;
}

/** An API with one integration, one route and a $default stage that deploys itself. @source "CreateApi": quick create */
export function quickCreate(
  service: ApiGatewayV2Service,
  { apiId, target, routeKey, credentialsArn, declaredBy, source }: QuickCreate,
): void {
  const integrationId = identifierOf(`${apiId} quick create integration`, 7);
  const isHttp = /^https?:\/\//.test(target);
  service.editApi(apiId, (api) => {
    const members = {
      integrationType: isHttp ? 'HTTP_PROXY' : 'AWS_PROXY',
      integrationUri: target,
      payloadFormatVersion: isHttp ? '1.0' : '2.0',
      ...(isHttp && { integrationMethod: 'ANY' }),
      ...(credentialsArn !== undefined && { credentialsArn }),
    };
    putIntegration(api, readIntegration(members, integrationId, source));
    putRoute(api, {
      routeId: identifierOf(`${apiId} quick create route`, 7),
      routeKey,
      target: `integrations/${integrationId}`,
      authorizationType: 'NONE',
      authorizerId: undefined,
      authorizationScopes: [],
      operationName: undefined,
      source,
    });
  });
  service.putStage({
    apiId,
    stageName: '$default',
    deploymentId: undefined,
    autoDeploy: true,
    stageVariables: {},
    defaultRouteSettings: readRouteSettings(undefined),
    routeSettings: {},
    accessLogSettings: undefined,
    description: undefined,
    tags: {},
    declaredBy,
    source,
  });
}
