import type { Place } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, getArn, properties } from '../draft.ts';
import { knownProperties } from '../known-properties.ts';
import { httpApiIntegrationId, httpApiRouteId, normalizedName } from '../naming.ts';
import type { Service } from '../service.ts';
import type { EventCompilation, FunctionEvent } from './event-type.ts';
import { compileHttpAuthorizers, httpAuthorizerId, readHttpAuthorizers } from './http-api-authorizers.ts';
import { httpApiCors } from './http-api-cors.ts';
import { type HttpRoute, readHttpRoutes } from './http-api-routes.ts';
import { afterAlias, invocationTarget, permission } from './invocation.ts';
import { tagMapping } from './tags.ts';

const apiId = 'HttpApi';
const stageId = 'HttpApiStage';
const logGroupId = 'HttpApiLogGroup';

/** The HTTP API that the `httpApi` events make together; with `provider.httpApi.id` they add to one that is there. */
export function compileHttpApi(events: readonly FunctionEvent[], { service, draft }: EventCompilation): void {
  const { httpApi } = service;
  httpApi.allow(knownProperties.httpApi);
  const external = httpApi.raw('id');
  const authorizers = readHttpAuthorizers(service);
  const routes = readHttpRoutes(service, events, authorizers);
  if (routes.length === 0) return;
  const api: Value = external ?? { Ref: apiId };
  const place = httpApi.place ?? events[0]?.place;
  if (external === undefined) compileApi(service, routes, draft, place);
  else refuseBesideId(service);
  compileHttpAuthorizers(authorizers, api, draft);
  for (const route of routes) compileRoute(service, route, api, draft);
}

function compileApi(service: Service, routes: readonly HttpRoute[], draft: Draft, place: Place | undefined): void {
  const { httpApi, provider, name, stage } = service;
  const tags = tagMapping(provider.section('tags'));
  const all = properties(
    {
      Name: httpApi.text('name') || (httpApi.flag('shouldStartNameWithService') ? `${name}-${stage}` : `${stage}-${name}`),
      Description: httpApi.text('description') || undefined,
      ProtocolType: 'HTTP',
      DisableExecuteApiEndpoint: httpApi.flag('disableDefaultEndpoint'),
      Tags: tags,
      CorsConfiguration: httpApiCors(httpApi, routes),
    },
    {
      Name: [httpApi, 'name'],
      Description: [httpApi, 'description'],
      DisableExecuteApiEndpoint: [httpApi, 'disableDefaultEndpoint'],
      CorsConfiguration: [httpApi, 'cors'],
    },
  );
  draft.add(apiId, { Type: 'AWS::ApiGatewayV2::Api', Properties: all }, place);
  const format = compileLogGroup(service, draft, place);
  const stageProperties = properties({
    ApiId: { Ref: apiId },
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: { DetailedMetricsEnabled: httpApi.flag('metrics') ?? false },
    Tags: tags,
    AccessLogSettings: format === undefined ? undefined : { DestinationArn: getArn(logGroupId), Format: format },
  });
  const waits = format === undefined ? {} : { DependsOn: logGroupId };
  draft.add(stageId, { Type: 'AWS::ApiGatewayV2::Stage', ...waits, Properties: stageProperties }, place);
  const url = ['https://', { Ref: apiId }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
  draft.output('HttpApiId', { Description: 'Id of the HTTP API', Value: { Ref: apiId } }, place);
  draft.output('HttpApiUrl', { Description: 'URL of the HTTP API', Value: { 'Fn::Join': ['', url] } }, place);
}

const defaultFormat = JSON.stringify({
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  routeKey: '$context.routeKey',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
});

/** @returns the format of the access logs; undefined without `provider.logs.httpApi` */
function compileLogGroup({ provider, stackName }: Service, draft: Draft, place: Place | undefined): string | undefined {
  const logs = provider.section('logs');
  const written = logs?.raw('httpApi');
  const settings = isMapping(written) ? logs?.section('httpApi') : undefined;
  settings?.allow(['format']);
  if (!settings && !logs?.flag('httpApi')) return undefined;
  const group = properties({
    LogGroupName: `/aws/http-api/${stackName}`,
    RetentionInDays: provider.number('logRetentionInDays'),
    DataProtectionPolicy: provider.raw('logDataProtectionPolicy'),
  });
  draft.add(logGroupId, { Type: 'AWS::Logs::LogGroup', Properties: group }, logs?.placeOfName('httpApi') ?? place);
  return settings?.text('format') || defaultFormat;
}

/** An API that is there has settings of its own. */
function refuseBesideId({ httpApi, provider }: Service): void {
  const hint = 'Remove it, or the id.';
  if (httpApi.raw('cors') !== undefined && httpApi.raw('cors') !== false)
    httpApi.invalid('cors', 'stands beside an id: Cannot setup CORS rules for externally configured HTTP API', hint);
  if (httpApi.raw('authorizers') !== undefined)
    httpApi.invalid('authorizers', 'stands beside an id: Cannot setup authorizers for externally configured HTTP API', hint);
  const logs = provider.section('logs');
  if (logs?.raw('httpApi') !== undefined && logs.raw('httpApi') !== false)
    logs.invalid('httpApi', 'stands beside an id: Cannot setup access logs for externally configured HTTP API', hint);
}

function compileRoute(service: Service, { event, key, authorizer, scopes, settings }: HttpRoute, api: Value, draft: Draft): void {
  const { target, place } = event;
  const integrationId = httpApiIntegrationId(target.key);
  if (!(integrationId in draft.resources)) compileIntegration(service, event, api, draft);
  const authorization =
    authorizer &&
    properties({
      AuthorizationType: { jwt: 'JWT', request: 'CUSTOM', aws_iam: 'AWS_IAM' }[authorizer.type],
      AuthorizerId: authorizer.type === 'aws_iam' ? undefined : (authorizer.id ?? { Ref: httpAuthorizerId(authorizer.name) }),
      AuthorizationScopes: authorizer.type === 'aws_iam' ? undefined : scopes,
    });
  const all = properties(
    {
      ApiId: api,
      RouteKey: key === '*' ? '$default' : key,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: integrationId }]] },
      ...authorization,
    },
    settings && { RouteKey: [settings, 'path'], AuthorizationType: [settings, 'authorizer'], AuthorizerId: [settings, 'authorizer'] },
  );
  const id = httpApiRouteId(key);
  if (id in draft.resources) {
    const message = `The route "${key}" gets the logical id ${id} from Serverless, as another route does: only one of the two would be there.`;
    service.report({ code: 'INVALID_VALUE', message, at: place, hint: 'Rename a part of one of the two paths.' });
  }
  draft.add(id, { Type: 'AWS::ApiGatewayV2::Route', Properties: all, DependsOn: integrationId }, place);
}

function compileIntegration({ httpApi }: Service, { target, place }: FunctionEvent, api: Value, draft: Draft): void {
  const permissionId = `${normalizedName(target.key)}LambdaPermissionHttpApi`;
  draft.add(permissionId, { ...permission(invocationTarget(target), api, '/*'), ...afterAlias(target) }, place);
  const own = target.section.section('httpApi');
  own?.allow(['payload']);
  const payload = own?.text('payload') ? own : httpApi;
  const version = payload.text('payload') || '2.0';
  if (version !== '1.0' && version !== '2.0') payload.invalid('payload', `is "${version}".`, 'Write "1.0" or "2.0", in quotes.');
  const all = properties(
    {
      ApiId: api,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: invocationTarget(target),
      PayloadFormatVersion: version,
      TimeoutInMillis: 30_000,
    },
    { PayloadFormatVersion: [payload, 'payload'] },
  );
  const integration = { Type: 'AWS::ApiGatewayV2::Integration', ...afterAlias(target), Properties: all };
  draft.add(httpApiIntegrationId(target.key), integration, place);
}
