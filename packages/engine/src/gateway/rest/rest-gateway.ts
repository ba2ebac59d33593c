import type { Stage } from '../../services/apigateway/rest-api.ts';
import type { Services } from '../../services/services.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import { Deadlines } from '../deadlines.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from '../gateway-request.ts';
import type { Identities } from '../identity/identities.ts';
import { answerRest } from './answer-rest.ts';
import { type CompiledStage, compileStage } from './compile-stage.ts';
import { type FoundStage, findStage, type StageTable, stageTableOf } from './find-stage.ts';
import { createRestMemory } from './rest-memory.ts';
import type { RestSurroundings } from './rest-request.ts';

/** Serves every REST API that is deployed. */
export interface RestGateway {
  /** Answers one request and completes its trace, but for the status and the time, which are the listener's. */
  answer(request: GatewayRequest, trace: RequestTrace): GatewayAnswer | Promise<GatewayAnswer>;
}

export interface RestGatewayOptions {
  readonly world: World;
  readonly services: Services;
  readonly identities: Identities;
}

export function createRestGateway({ world, services, identities }: RestGatewayOptions): RestGateway {
  const surroundings: RestSurroundings = {
    world,
    services,
    identities,
    memory: createRestMemory(),
    deadlines: new Deadlines(world),
  };
  let table: StageTable = stageTableOf([]);
  let revision = -1;
  // A stage that changes is another: one that stays keeps what was made of it, and its cache.
  const compiled = new WeakMap<Stage, CompiledStage>();
  const compiledOf = (stage: Stage): CompiledStage => {
    const known = compiled.get(stage) ?? compileStage(stage, world);
    compiled.set(stage, known);
    return known;
  };
  const currentTable = (): StageTable => {
    if (services.apigateway.revision !== revision) {
      table = stageTableOf(services.apigateway.stages().map(compiledOf));
      revision = services.apigateway.revision;
    }
    return table;
  };

  return {
    answer(request, trace) {
      const stages = currentTable();
      const found = findStage(stages, request.headers.last('host'), pathOf(request.url));
      return found ? answerRest(surroundings, sideOf(found, world), request, trace) : unknownStage(stages, request, trace);
    },
  };
}

/** Of a stage with a canary, the side that chance gives this request. @source "Set up an API Gateway canary release deployment" */
function sideOf(found: FoundStage, world: World): FoundStage {
  const { canary } = found.stage;
  if (!canary) return found;
  const percent = (Number.parseInt(world.hex(8), 16) / 0x1_0000_0000) * 100;
  return percent < canary.percentTraffic ? { ...found, stage: canary.stage } : found;
}

/** @source public reports: no recording of an unknown stage is at hand */
function unknownStage(table: StageTable, request: GatewayRequest, trace: RequestTrace): GatewayAnswer {
  const addresses = table.all.map(({ api, stage }) => `/_aws/execute-api/${api.id}/${stage.stageName}/`);
  const hint = addresses.length === 0 ? 'No API is deployed: the template has no stage.' : `There are ${addresses.slice(0, 8).join(', ')}.`;
  trace.refusal = { layer: 'gateway', rule: 'FORBIDDEN', message: `No stage is at ${pathOf(request.url)}.`, hint };
  const headers = ['Content-Type', 'application/json', 'x-amzn-RequestId', request.requestId, 'x-amzn-ErrorType', 'ForbiddenException'];
  return { statusCode: 403, headers, body: '{"message":"Forbidden"}' };
}
