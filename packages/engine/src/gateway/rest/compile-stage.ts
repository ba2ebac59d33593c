import type { Integration, Method, Resource, Stage } from '../../services/apigateway/rest-api.ts';
import type { World } from '../../world/world.ts';
import { parseAccessLogFormat } from '../access-log-format.ts';
import { fillStageVariables, functionOfUri } from '../lambda-uri.ts';
import { binaryMediaTypeMatcher } from '../media-types.ts';
import { Router } from '../router.ts';
import type { Step } from '../step.ts';
import { cachePlaceOf, cacheTtlSecondsOf, executionLoggingOf, methodSettingOf } from './method-setting.ts';
import { modelSchemas } from './model-schemas.ts';
import { restPipeline } from './pipeline.ts';
import { resourceContextText, stageContextText } from './request-context.ts';
import { ResponseCache } from './response-cache.ts';
import type { RestExchange } from './rest-exchange.ts';
import type { RestRoute, ServedStage } from './served-stage.ts';

/** A method, and the steps of the pipeline that it needs. */
export interface CompiledRoute {
  readonly route: RestRoute;
  readonly steps: readonly Step<RestExchange, RestRoute>[];
}

/** A stage, and the way from a request to its methods. */
export interface CompiledStage extends ServedStage {
  readonly router: Router<CompiledRoute>;
  /** The other side of a stage with a canary. */
  readonly canary: { readonly percentTraffic: number; readonly stage: CompiledStage } | undefined;
}

export function compileStage(stage: Stage, world: World): CompiledStage {
  const { canary } = stage;
  if (!canary) return compileSide(stage, world, { isCanaryRequest: undefined, cache: new ResponseCache() });
  const { deployment, percentTraffic, stageVariableOverrides, useStageCache } = canary;
  const other: Stage = { ...stage, deployment, variables: { ...stage.variables, ...stageVariableOverrides } };
  const side = compileSide(stage, world, { isCanaryRequest: 'false', cache: new ResponseCache() });
  const cache = useStageCache ? side.cache : new ResponseCache();
  return { ...side, canary: { percentTraffic, stage: compileSide(other, world, { isCanaryRequest: 'true', cache }) } };
}

function compileSide(stage: Stage, world: World, side: Pick<CompiledStage, 'isCanaryRequest' | 'cache'>): CompiledStage {
  const { restApi } = stage.deployment;
  const definitions = [...restApi.resources.values()].map((resource) => ({
    path: resource.path,
    methods: compileMethods(stage, resource),
  }));
  return {
    stage,
    deployment: stage.deployment,
    api: restApi,
    router: new Router(definitions.filter(({ methods }) => methods.size > 0)),
    contextText: stageContextText(stage, world),
    stageVariablesText: Object.keys(stage.variables).length > 0 ? JSON.stringify(stage.variables) : 'null',
    ...side,
    accessLog: stage.accessLogFormat === undefined ? undefined : parseAccessLogFormat(stage.accessLogFormat),
    canary: undefined,
    isBinary: binaryMediaTypeMatcher(restApi.binaryMediaTypes),
    schemas: modelSchemas(restApi.models),
    templates: new Map(),
  };
}

function compileMethods(stage: Stage, resource: Resource): ReadonlyMap<string, CompiledRoute> {
  const methods = new Map<string, CompiledRoute>();
  for (const method of resource.resourceMethods.values()) {
    if (!method.methodIntegration) continue;
    const route = compileRoute(stage, resource, method);
    methods.set(method.httpMethod, { route, steps: restPipeline.filter((step) => step.applies(route)) });
  }
  return methods;
}

const noIntegration: Integration = {
  type: 'MOCK',
  httpMethod: undefined,
  uri: undefined,
  credentials: undefined,
  requestParameters: {},
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  contentHandling: undefined,
  timeoutInMillis: 29_000,
  cacheNamespace: '',
  cacheKeyParameters: [],
  integrationResponses: [],
  source: {},
};

const noMethod: Method = {
  httpMethod: 'GET',
  authorizationType: 'NONE',
  authorizerId: undefined,
  authorizationScopes: [],
  apiKeyRequired: false,
  requestValidatorId: undefined,
  operationName: undefined,
  requestParameters: {},
  requestModels: {},
  methodResponses: {},
  methodIntegration: undefined,
  source: {},
};

/** @param method undefined where only an authorizer is tried */
export function compileRoute(stage: Stage, resource: Resource, method: Method = noMethod): RestRoute {
  const integration = method.methodIntegration ?? noIntegration;
  const uri = fillStageVariables(integration.uri ?? '', stage.variables);
  return {
    stage,
    api: stage.deployment.restApi,
    resource,
    method,
    integration,
    uri,
    functionName: functionOfUri(uri),
    contextText: resourceContextText(resource),
    executionLogging: executionLoggingOf(methodSettingOf(stage, resource, method)),
    cacheTtlSeconds: integration.responseTransferMode === 'STREAM' ? 0 : cacheTtlSecondsOf(stage, resource, method),
    cachePlace: cachePlaceOf(integration, method.httpMethod),
    limits: new WeakMap(),
  };
}
