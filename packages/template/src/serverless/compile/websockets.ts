import { createHash } from 'node:crypto';
import type { Place } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Mapping } from '../section.ts';
import type { Service } from '../service.ts';
import { compileCloudWatchRole } from './cloudwatch-role.ts';
import { type EventCompilation, type FunctionEvent, requiredText, settingsOf } from './event-type.ts';
import { afterAlias, invocationTarget, invocationUri, servicePermission } from './invocation.ts';
import { tagMapping } from './tags.ts';
import { authorizerPermission, readWebsocketAuthorizer, type WebsocketAuthorizer } from './websocket-authorizer.ts';

const apiId = 'WebsocketsApi';
const stageId = 'WebsocketsDeploymentStage';
const logsId = 'WebsocketsLogGroup';

/** One route. */
interface Route {
  readonly event: FunctionEvent;
  readonly key: string;
  readonly responseSelection: string | undefined;
  readonly authorizer: WebsocketAuthorizer | undefined;
}

/** The WebSocket API that the `websocket` events make together. */
export function compileWebsockets(events: readonly FunctionEvent[], { service, draft, role }: EventCompilation): void {
  const routes = events.flatMap((event) => readRoute(service, event) ?? []);
  const [first] = routes;
  if (!first) return;
  const { provider, apiGateway, stage } = service;
  const external = apiGateway.raw('websocketApiId');
  const api: Value = external ?? { Ref: apiId };
  const description = provider.text('websocketsDescription') ?? 'Serverless Websockets';
  if (external === undefined) {
    draft.add(apiId, { Type: 'AWS::ApiGatewayV2::Api', Properties: apiProperties(service, description) }, first.event.place);
    role.allow(['execute-api:ManageConnections'], [{ 'Fn::Sub': `arn:\${AWS::Partition}:execute-api:*:*:*/@connections/*` }]);
    compileStage(service, description, draft, first.event.place);
  }
  for (const route of routes) compileRoute(route, api, draft);
  compileDeployment(routes, { api, description, stage: external === undefined ? undefined : stage }, draft);
  const url = ['wss://', api, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, `/${stage}`];
  const output = { Description: 'URL of the service endpoint', Value: { 'Fn::Join': ['', url] } };
  draft.output('ServiceEndpointWebsocket', output, first.event.place);
}

const defaultFormat =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.requestId';

function compileStage(service: Service, description: string, draft: Draft, place: Place | undefined): void {
  const { name, provider, stage } = service;
  const written = provider.section('logs')?.raw('websocket');
  const logs = isMapping(written) ? provider.section('logs')?.section('websocket') : undefined;
  logs?.allow(['accessLogging', 'executionLogging', 'format', 'fullExecutionData', 'level']);
  const isLogged = logs !== undefined || (provider.section('logs')?.flag('websocket') ?? false);
  const level = (logs?.flag('executionLogging') ?? true) ? (logs?.text('level') ?? 'INFO') : 'OFF';
  if (!['INFO', 'ERROR', 'OFF'].includes(level)) logs?.invalid('level', `is "${level}".`, 'Take INFO or ERROR.');
  const settings = {
    DefaultRouteSettings: { DataTraceEnabled: logs?.flag('fullExecutionData') ?? true, LoggingLevel: level },
    AccessLogSettings:
      (logs?.flag('accessLogging') ?? true)
        ? {
            DestinationArn: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${${logsId}}` },
            Format: logs?.text('format') || defaultFormat,
          }
        : undefined,
  };
  const all = properties({ ApiId: { Ref: apiId }, StageName: stage, Description: description, ...(isLogged && settings) });
  draft.add(stageId, { Type: 'AWS::ApiGatewayV2::Stage', Properties: all }, place);
  if (!isLogged) return;
  const group = properties({
    LogGroupName: `/aws/websocket/${name}-${stage}`,
    RetentionInDays: provider.number('logRetentionInDays'),
    DataProtectionPolicy: provider.raw('logDataProtectionPolicy'),
  });
  draft.add(logsId, { Type: 'AWS::Logs::LogGroup', Properties: group }, place);
  compileCloudWatchRole(service, draft);
}

function readRoute(service: Service, event: FunctionEvent): Route | undefined {
  const settings = settingsOf(event, 'route', ['authorizer', 'route', 'routeResponseSelectionExpression']);
  const key = settings && requiredText(settings, 'route', 'Give the key of the route, as $connect.');
  if (!settings || key === undefined) return undefined;
  const responseSelection = settings.text('routeResponseSelectionExpression');
  return { event, key, responseSelection, authorizer: readWebsocketAuthorizer(service, settings) };
}

function apiProperties({ name, stage, provider }: Service, description: string): Mapping {
  const isTagged = provider.section('websocket')?.flag('useProviderTags') ?? false;
  return properties(
    {
      Name: provider.text('websocketsApiName') ?? `${stage}-${name}-websockets`,
      RouteSelectionExpression: provider.text('websocketsApiRouteSelectionExpression') ?? '$request.body.action',
      Description: description,
      ProtocolType: 'WEBSOCKET',
      Tags: isTagged ? tagMapping(provider.section('tags')) : undefined,
    },
    { Name: [provider, 'websocketsApiName'] },
  );
}

function compileRoute({ event, key, responseSelection, authorizer }: Route, api: Value, draft: Draft): void {
  const { target, place } = event;
  const integrationId = `${normalizedName(target.key)}WebsocketsIntegration`;
  const integration = { ApiId: api, IntegrationType: 'AWS_PROXY', IntegrationUri: invocationUri(invocationTarget(target)) };
  draft.add(integrationId, { Type: 'AWS::ApiGatewayV2::Integration', ...afterAlias(target), Properties: integration }, place);
  const reference = isMapping(api) && typeof api.Ref === 'string' ? [api.Ref] : [];
  const permission = servicePermission(invocationTarget(target), 'apigateway.amazonaws.com');
  const waits = [...reference, target.alias?.logicalId ?? target.logicalId];
  draft.add(`${normalizedName(target.key)}LambdaPermissionWebsockets`, { ...permission, DependsOn: waits }, place);
  const routeId = `${normalizedRoute(key)}WebsocketsRoute`;
  const route = properties({
    ApiId: api,
    RouteKey: key,
    AuthorizationType: authorizer ? 'CUSTOM' : 'NONE',
    AuthorizerId: authorizer && { Ref: authorizerId(authorizer) },
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: integrationId }]] },
    RouteResponseSelectionExpression: responseSelection,
  });
  draft.add(routeId, { Type: 'AWS::ApiGatewayV2::Route', Properties: route }, place);
  if (responseSelection !== undefined) {
    const response = { ApiId: api, RouteId: { Ref: routeId }, RouteResponseKey: '$default' };
    draft.add(`${routeId}Response`, { Type: 'AWS::ApiGatewayV2::RouteResponse', Properties: response }, place);
  }
  if (!authorizer) return;
  const all = {
    ApiId: api,
    Name: authorizer.name,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: invocationUri(authorizer.arn),
    IdentitySource: authorizer.identitySource,
  };
  draft.add(authorizerId(authorizer), { Type: 'AWS::ApiGatewayV2::Authorizer', ...afterAlias(authorizer.target), Properties: all }, place);
  const allowed = authorizerPermission(authorizer, reference);
  draft.add(`${normalizedName(authorizer.name)}LambdaPermissionWebsockets`, allowed, place);
}

const authorizerId = ({ name }: WebsocketAuthorizer): string => `${normalizedName(name)}WebsocketsAuthorizer`;

/** `$connect` is `Sconnect`. */
function normalizedRoute(key: string): string {
  return key.replaceAll('$', 'S').replaceAll('/', 'Slash').replaceAll('-', 'Dash').replaceAll('_', 'Underscore').replaceAll('.', 'Period');
}

/** A deployment for what the API is now; osls hashes the resources too, though in its own order of writing. */
function compileDeployment(
  routes: readonly Route[],
  { api, description, stage }: { readonly api: Value; readonly description: string; readonly stage: string | undefined },
  draft: Draft,
): void {
  const frozen = Object.entries(draft.resources).filter(([, it]) => String(it.Type).startsWith('AWS::ApiGatewayV2::'));
  const digest = createHash('sha256').update(JSON.stringify(frozen)).digest('base64');
  const id = `WebsocketsDeployment${digest.replace(/[^0-9a-z]/gi, '')}`;
  const waits = routes.flatMap(({ key, responseSelection }) => {
    const route = `${normalizedRoute(key)}WebsocketsRoute`;
    return responseSelection === undefined ? [route] : [`${route}Response`, route];
  });
  const all = properties({ ApiId: api, Description: description, StageName: stage });
  const place = routes[0]?.event.place;
  draft.add(id, { Type: 'AWS::ApiGatewayV2::Deployment', DependsOn: waits, Properties: all }, place);
  const held = draft.resources[stageId]?.Properties;
  if (isMapping(held)) {
    const stageResource = { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...held, DeploymentId: { Ref: id } } };
    draft.add(stageId, stageResource, place);
  }
}
