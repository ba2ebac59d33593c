import type { Deployment, Integration, Method, Resource, RestApi, Stage } from '../../services/apigateway/rest-api.ts';
import type { World } from '../../world/world.ts';
import type { RestIntegration } from '../integrations/integration.ts';
import { restIntegrationOf } from '../integrations/integrations.ts';
import { binaryMediaTypeMatcher } from '../media-types.ts';
import type { Step } from '../step.ts';
import { type MappingTemplates, mappingTemplates } from './mapping-template.ts';
import { type ModelSchemas, modelSchemas } from './model-schemas.ts';
import { restPipeline } from './pipeline.ts';
import { resourceContextText, stageContextText } from './request-context.ts';
import type { RestExchange } from './rest-exchange.ts';
import { Router } from './router.ts';

/** A method of a stage, with everything that can be known before the first request. */
export interface RestRoute {
  readonly stage: Stage;
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
  readonly integration: Integration;
  /** Undefined when we do not serve the integration's type: then the route answers with an error, never with 200. */
  readonly behaviour: RestIntegration | undefined;
  /** Members of the request context that this resource gives, as JSON without braces. */
  readonly contextText: string;
  /** The steps of the pipeline that this method needs. */
  readonly steps: readonly Step<RestExchange, RestRoute>[];
}

/** A stage as the gateway serves it: its deployment's frozen API, made ready. */
export interface CompiledStage {
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly api: RestApi;
  readonly router: Router<RestRoute>;
  /** Members of the request context that this stage gives, as JSON without braces. */
  readonly contextText: string;
  /** The event's `stageVariables` as JSON: null when there are none. */
  readonly stageVariablesText: string;
  readonly isBinary: (mediaType: string) => boolean;
  readonly schemas: ModelSchemas;
  readonly templates: MappingTemplates;
}

export function compileStage(stage: Stage, world: World): CompiledStage {
  const { restApi } = stage.deployment;
  const definitions = [...restApi.resources.values()].map((resource) => {
    const methods = new Map<string, RestRoute>();
    for (const method of resource.resourceMethods.values()) {
      if (method.methodIntegration) methods.set(method.httpMethod, compileRoute(stage, resource, method, method.methodIntegration));
    }
    return { path: resource.path, methods };
  });
  return {
    stage,
    deployment: stage.deployment,
    api: restApi,
    router: new Router(definitions.filter(({ methods }) => methods.size > 0)),
    contextText: stageContextText(stage, world),
    stageVariablesText: Object.keys(stage.variables).length > 0 ? JSON.stringify(stage.variables) : 'null',
    isBinary: binaryMediaTypeMatcher(restApi.binaryMediaTypes),
    schemas: modelSchemas(restApi.models),
    templates: mappingTemplates(),
  };
}

function compileRoute(stage: Stage, resource: Resource, method: Method, integration: Integration): RestRoute {
  const behaviour = restIntegrationOf(integration.type);
  const route = {
    stage,
    api: stage.deployment.restApi,
    resource,
    method,
    integration,
    behaviour,
    contextText: resourceContextText(resource),
    steps: [],
  };
  return { ...route, steps: restPipeline.filter((step) => step.applies(route)) };
}
