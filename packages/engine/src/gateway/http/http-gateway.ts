import type { RequestTrace } from '../../trace/trace.ts';
import { Deadlines } from '../deadlines.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { answerHttp, answerOfRefusal } from './answer-http.ts';
import { type CompiledHttpStage, compileHttpStage } from './compile-http-stage.ts';
import { findHttpStage } from './find-http-stage.ts';
import { HttpApiError } from './http-api-error.ts';
import type { HttpSurroundings } from './http-exchange.ts';
import { createHttpMemory } from './http-memory.ts';

/** Serves every HTTP API that is deployed. */
export interface HttpGateway {
  /** @param path below the API's address: the stage's segment and what follows; all of it for $default */
  answer(apiId: string, path: string, request: GatewayRequest, trace: RequestTrace): Promise<GatewayAnswer>;
}

export function createHttpGateway({ world, services, identities }: GatewayParts): HttpGateway {
  const surroundings: HttpSurroundings = { world, services, identities, memory: createHttpMemory(), deadlines: new Deadlines(world) };
  let byApi: ReadonlyMap<string, ReadonlyMap<string, CompiledHttpStage>> = new Map();
  let revision = -1;
  const currentStages = (): typeof byApi => {
    const { apigatewayv2 } = services;
    if (apigatewayv2.revision !== revision) {
      const compiled = new Map<string, Map<string, CompiledHttpStage>>();
      for (const stage of apigatewayv2.stages()) {
        if (!stage.deployment) continue;
        const ofApi = compiled.get(stage.apiId) ?? new Map<string, CompiledHttpStage>();
        compiled.set(stage.apiId, ofApi.set(stage.stageName, compileHttpStage(stage, stage.deployment)));
      }
      byApi = compiled;
      revision = apigatewayv2.revision;
      // What an edited authorizer would say now is not known.
      surroundings.memory.authorizerResults.clear();
    }
    return byApi;
  };
  return {
    answer(apiId, path, request, trace) {
      const found = findHttpStage(currentStages().get(apiId), path);
      if (found) return answerHttp(surroundings, found, request, trace);
      return Promise.resolve(unknownStage(services.apigatewayv2.stages(), path, trace));
    },
  };
}

function unknownStage(
  stages: readonly { readonly apiId: string; readonly stageName: string }[],
  path: string,
  trace: RequestTrace,
): GatewayAnswer {
  const addresses = stages.map(({ apiId, stageName }) => `/_aws/execute-api/${apiId}/${stageName === '$default' ? '' : `${stageName}/`}`);
  const hint = addresses.length === 0 ? 'No API is deployed: the template has no stage.' : `There are ${addresses.slice(0, 8).join(', ')}.`;
  const error = new HttpApiError('NOT_FOUND', { explanation: { message: `No deployed stage is at ${path}.`, hint } });
  trace.refusal = { ...error.explanation, layer: error.layer, rule: error.rule };
  return answerOfRefusal(error);
}
