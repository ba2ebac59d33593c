import type { Deployment, Integration, Method, Resource, RestApi, Stage } from '../../services/apigateway/rest-api.ts';
import type { RestIntegration } from '../integrations/integration.ts';
import { restIntegrationOf } from '../integrations/integrations.ts';
import { binaryMediaTypeMatcher } from '../media-types.ts';
import type { Step } from '../step.ts';
import { type MappingTemplates, mappingTemplates } from './mapping-template.ts';
import { type ModelSchemas, modelSchemas } from './model-schemas.ts';
import { restPipeline } from './pipeline.ts';
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
  /** The steps of the pipeline that this method needs. */
  readonly steps: readonly Step<RestExchange, RestRoute>[];
}

/** A stage as the gateway serves it: its deployment's frozen API, made ready. */
export interface CompiledStage {
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly api: RestApi;
  readonly router: Router<RestRoute>;
  /** The event's `stageVariables`: null when there are none. */
  readonly stageVariables: { readonly [name: string]: string } | null;
  readonly isBinary: (mediaType: string) => boolean;
  readonly schemas: ModelSchemas;
  readonly templates: MappingTemplates;
}

export function compileStage(stage: Stage): CompiledStage {
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
    stageVariables: Object.keys(stage.variables).length > 0 ? stage.variables : null,
    isBinary: binaryMediaTypeMatcher(restApi.binaryMediaTypes),
    schemas: modelSchemas(restApi.models),
    templates: mappingTemplates(),
  };
}

function compileRoute(stage: Stage, resource: Resource, method: Method, integration: Integration): RestRoute {
  const behaviour = restIntegrationOf(integration.type);
  const route = { stage, api: stage.deployment.restApi, resource, method, integration, behaviour, steps: [] };
  return { ...route, steps: restPipeline.filter((step) => step.applies(route)) };
}
