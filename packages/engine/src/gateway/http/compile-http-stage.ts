import type { Throttle } from '../../services/apigateway/rest-api.ts';
import { type Deployment, integrationOf, type Route, type Stage } from '../../services/apigatewayv2/http-api.ts';
import { parseRouteKey } from '../../services/apigatewayv2/route-key.ts';
import { parseAccessLogFormat } from '../access-log-format.ts';
import { createCors } from '../cors.ts';
import { domainNameOf } from '../domain-name.ts';
import type { Step } from '../step.ts';
import type { HttpExchange } from './http-exchange.ts';
import { type HttpRouteDefinition, HttpRouter } from './http-router.ts';
import { httpPipeline } from './pipeline.ts';
import type { HttpRoute, ServedHttpStage } from './served-http-stage.ts';

/** A route, and the steps of the pipeline that it needs. */
export interface CompiledHttpRoute {
  readonly route: HttpRoute;
  readonly steps: readonly Step<HttpExchange, HttpRoute>[];
}

/** A stage, and the way from a request to its routes. */
export interface CompiledHttpStage extends ServedHttpStage {
  readonly router: HttpRouter<CompiledHttpRoute>;
  /** The route `$default`. */
  readonly defaultRoute: CompiledHttpRoute | undefined;
}

/** @param deployment the stage's, which it must have to be served */
export function compileHttpStage(stage: Stage, deployment: Deployment): CompiledHttpStage {
  const { api } = deployment;
  const definitions: HttpRouteDefinition<CompiledHttpRoute>[] = [];
  let defaultRoute: CompiledHttpRoute | undefined;
  for (const route of api.routes.values()) {
    const compiled = compileRoute(stage, deployment, route);
    const { method, path } = compiled.route;
    if (method === undefined || path === undefined) defaultRoute = compiled;
    else definitions.push({ method, path, target: compiled });
  }
  const { stageVariables, accessLogSettings } = stage;
  return {
    stage,
    deployment,
    api,
    prefix: stage.stageName === '$default' ? '' : `/${stage.stageName}`,
    domainName: domainNameOf(api.apiId),
    stageVariablesText: Object.keys(stageVariables).length === 0 ? '' : `,"stageVariables":${JSON.stringify(stageVariables)}`,
    cors: api.corsConfiguration && createCors(api.corsConfiguration),
    accessLog: accessLogSettings && parseAccessLogFormat(accessLogSettings.format),
    router: new HttpRouter(definitions),
    defaultRoute,
  };
}

function compileRoute(stage: Stage, { api }: Deployment, route: Route): CompiledHttpRoute {
  const compiled: HttpRoute = {
    stage,
    api,
    route,
    ...parseRouteKey(route.routeKey),
    integration: integrationOf(api, route),
    authorizer: route.authorizerId === undefined ? undefined : api.authorizers.get(route.authorizerId),
    throttle: throttleOf(stage, route.routeKey),
  };
  return { route: compiled, steps: httpPipeline.filter((step) => step.applies(compiled)) };
}

/** What a route's own settings do not say, the stage's default says. */
function throttleOf({ defaultRouteSettings, routeSettings }: Stage, routeKey: string): Throttle {
  const own = Object.hasOwn(routeSettings, routeKey) ? routeSettings[routeKey] : undefined;
  return {
    rateLimit: own?.throttlingRateLimit ?? defaultRouteSettings.throttlingRateLimit,
    burstLimit: own?.throttlingBurstLimit ?? defaultRouteSettings.throttlingBurstLimit,
  };
}
