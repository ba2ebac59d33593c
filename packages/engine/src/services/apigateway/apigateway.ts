import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { ImportFinding } from '../import-finding.ts';
import type { Mapping } from '../read-value.ts';
import { Documentation } from './documentation.ts';
import { createEditableRestApi, type EditableResource, type EditableRestApi, resourceOf, snapshotOf } from './editable-rest-api.ts';
import { importOpenApi } from './import-open-api.ts';
import type { ApiKey, Canary, Deployment, RestApi, Stage, Throttle, UsagePlan } from './rest-api.ts';
import { UsageLog } from './usage-log.ts';

/** API Gateway's REST APIs: what the control plane keeps, and the frozen deployments that the gateway serves. */
export interface ApiGatewayService {
  readonly restApis: ReadonlyMap<string, RestApi>;
  readonly apiKeys: ReadonlyMap<string, ApiKey>;
  readonly usagePlans: ReadonlyMap<string, UsagePlan>;
  apiKeyOfValue(value: string): ApiKey | undefined;
  /** The plan under which a key may call a stage. */
  usagePlanOf(keyId: string, restApiId: string, stageName: string): UsagePlan | undefined;
  readonly documentation: Documentation;
  /** What the keys of usage plans have used. */
  readonly usage: UsageLog;
  /** The role that API Gateway would write logs with; kept and told, and of no effect here. */
  cloudwatchRoleArn: string | undefined;
  /** Of all requests to all REST APIs together. @source "Amazon API Gateway quotas": Region-level throttling */
  accountThrottle: Throttle;
  /** Grows with every change of anything; what was computed from an older revision is stale. */
  readonly revision: number;
  stages(): readonly Stage[];

  createRestApi(input: { readonly id: string; readonly name: string; readonly source: object }): EditableRestApi;
  deleteRestApi(restApiId: string): void;
  /** Takes back what an earlier document of this API declared. */
  discardImport(restApiId: string): void;
  /** Imports an OpenAPI document in the place of what an earlier document of this API declared. */
  putRestApi(restApiId: string, document: Mapping): readonly ImportFinding[];
  /** Runs `edit` on the API as it now stands; stages serve the change after the next deployment. */
  editRestApi<Result>(restApiId: string, edit: (api: EditableRestApi) => Result): Result;
  editResource<Result>(restApiId: string, resourceId: string, edit: (resource: EditableResource, api: EditableRestApi) => Result): Result;
  /** Takes a snapshot of the API as it stands; stages that are on a deployment of this id serve it at once. */
  createDeployment(restApiId: string, deploymentId: string, description?: string | undefined): Deployment;
  describeDeployment(deploymentId: string, description: string | undefined): Deployment;
  /** Stages that are on it go on serving it until they are pointed elsewhere. */
  deleteDeployment(deploymentId: string): void;
  deploymentOf(deploymentId: string): Deployment;
  deployments(): readonly Deployment[];
  /** Forgets what the stage's cache holds. */
  flushStageCache(restApiId: string, stageName: string): void;
  /** Forgets what authorizers have answered on the stage. */
  flushStageAuthorizersCache(restApiId: string, stageName: string): void;
  putStage(stage: StageInput): Stage;
  deleteStage(restApiId: string, stageName: string): void;
  putApiKey(key: ApiKey): void;
  deleteApiKey(id: string): void;
  putUsagePlan(plan: UsagePlan): void;
  deleteUsagePlan(id: string): void;
}

export type StageInput = Omit<Stage, 'deployment' | 'canary'> & {
  readonly deploymentId: string;
  readonly canary?: CanaryInput | undefined;
};
export type CanaryInput = Omit<Canary, 'deployment'> & { readonly deploymentId: string };

export function createApiGateway(world: World): ApiGatewayService {
  return new ApiGateway(world);
}

class ApiGateway implements ApiGatewayService {
  readonly restApis: Map<string, EditableRestApi> = new Map();
  readonly apiKeys: Map<string, ApiKey> = new Map();
  readonly usagePlans: Map<string, UsagePlan> = new Map();
  readonly documentation: Documentation = new Documentation();
  readonly usage: UsageLog = new UsageLog();
  cloudwatchRoleArn: string | undefined;
  accountThrottle: Throttle = { rateLimit: 10_000, burstLimit: 5000 };
  revision = 0;
  readonly #world: World;
  readonly #deployments = new Map<string, Deployment>();
  readonly #stages = new Map<string, Stage>();
  readonly #apiKeysByValue = new Map<string, ApiKey>();
  /** By key, API and stage, as callers come; forgotten when a plan changes. */
  readonly #plansOfCallers = new Map<string, UsagePlan>();
  /** Removes, by API, what the last imported document had declared. */
  readonly #undoImport = new Map<string, () => void>();

  constructor(world: World) {
    this.#world = world;
  }

  stages(): readonly Stage[] {
    return [...this.#stages.values()];
  }

  createRestApi({ id, name, source }: { readonly id: string; readonly name: string; readonly source: object }): EditableRestApi {
    const { partition, region, accountId } = this.#world;
    const executeApiArn = `arn:${partition}:execute-api:${region}:${accountId}:${id}/`;
    const api = createEditableRestApi({ id, name, executeApiArn, source });
    api.createdAtMs = this.#world.now();
    this.restApis.set(id, api);
    this.revision += 1;
    return api;
  }

  deleteRestApi(restApiId: string): void {
    this.#api(restApiId);
    this.restApis.delete(restApiId);
    this.#undoImport.delete(restApiId);
    this.documentation.forget(restApiId);
    for (const [key, stage] of this.#stages) if (stage.restApiId === restApiId) this.#stages.delete(key);
    for (const [id, deployment] of this.#deployments) if (deployment.restApi.id === restApiId) this.#deployments.delete(id);
    this.revision += 1;
  }

  discardImport(restApiId: string): void {
    this.#undoImport.get(restApiId)?.();
    this.#undoImport.delete(restApiId);
    this.revision += 1;
  }

  putRestApi(restApiId: string, document: Mapping): readonly ImportFinding[] {
    const api = this.#api(restApiId);
    this.discardImport(restApiId);
    const undo = undoFrom(api);
    this.#undoImport.set(restApiId, undo);
    this.revision += 1;
    return importOpenApi(api, document);
  }

  editRestApi<Result>(restApiId: string, edit: (api: EditableRestApi) => Result): Result {
    this.revision += 1;
    return edit(this.#api(restApiId));
  }

  editResource<Result>(restApiId: string, resourceId: string, edit: (resource: EditableResource, api: EditableRestApi) => Result): Result {
    const api = this.#api(restApiId);
    this.revision += 1;
    return edit(resourceOf(api, resourceId), api);
  }

  createDeployment(restApiId: string, deploymentId: string, description?: string | undefined): Deployment {
    const api = this.#api(restApiId);
    return this.#putDeployment(snapshotOf(api, { id: deploymentId, createdAtMs: this.#world.now(), description }));
  }

  describeDeployment(deploymentId: string, description: string | undefined): Deployment {
    return this.#putDeployment({ ...this.deploymentOf(deploymentId), description });
  }

  #putDeployment(deployment: Deployment): Deployment {
    const { id: deploymentId } = deployment;
    this.#deployments.set(deploymentId, deployment);
    for (const [key, stage] of this.#stages) {
      const { canary } = stage;
      const isOfStage = stage.deployment.id === deploymentId;
      const isOfCanary = canary?.deployment.id === deploymentId;
      if (isOfStage || isOfCanary)
        this.#stages.set(key, { ...stage, ...(isOfStage && { deployment }), ...(isOfCanary && { canary: { ...canary, deployment } }) });
    }
    this.revision += 1;
    return deployment;
  }

  deleteDeployment(deploymentId: string): void {
    this.#deployments.delete(deploymentId);
  }

  deployments(): readonly Deployment[] {
    return [...this.#deployments.values()];
  }

  flushStageCache(restApiId: string, stageName: string): void {
    // A cache lives as long as its stage, and a stage that is put anew is another.
    const stage = this.#stages.get(`${restApiId}/${stageName}`);
    if (stage) this.#stages.set(`${restApiId}/${stageName}`, { ...stage });
    this.revision += 1;
  }

  flushStageAuthorizersCache(restApiId: string, stageName: string): void {
    const key = `${restApiId}/${stageName}`;
    const stage = this.#stages.get(key);
    if (stage) this.#stages.set(key, { ...stage, authorizersCacheGeneration: (stage.authorizersCacheGeneration ?? 0) + 1 });
    this.revision += 1;
  }

  deploymentOf(deploymentId: string): Deployment {
    const deployment = this.#deployments.get(deploymentId);
    if (!deployment) throw new ServiceError('BadRequestException', 'Invalid Deployment identifier specified', 400);
    return deployment;
  }

  putStage(input: StageInput): Stage {
    this.#api(input.restApiId);
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(input.stageName)) {
      throw new ServiceError('BadRequestException', 'Stage name only allows a-zA-Z0-9_-', 400);
    }
    for (const [name, value] of Object.entries({ ...input.variables, ...input.canary?.stageVariableOverrides })) {
      if (!/^[A-Za-z0-9_]{1,64}$/.test(name) || !/^[A-Za-z0-9-._~:/?#&=,]{0,512}$/.test(value)) {
        const message = `Invalid stage variable "${name}": names have letters, digits and _, values up to 512 of A-Za-z0-9-._~:/?#&=,`;
        throw new ServiceError('BadRequestException', message, 400);
      }
    }
    if (input.accessLogFormat !== undefined && !/\$context\.(requestId|extendedRequestId)\b/.test(input.accessLogFormat)) {
      const message = 'Invalid access log format: it must contain $context.requestId or $context.extendedRequestId';
      throw new ServiceError('BadRequestException', message, 400);
    }
    const { deploymentId, canary: canaryInput, ...fields } = input;
    const canary = canaryInput && { ...canaryInput, deployment: this.deploymentOf(canaryInput.deploymentId) };
    if (canary && !(canary.percentTraffic >= 0 && canary.percentTraffic <= 100))
      throw new ServiceError('BadRequestException', 'Invalid canary percentTraffic: it must be between 0.0 and 100.0', 400);
    const stage: Stage = { ...fields, deployment: this.deploymentOf(deploymentId), canary };
    this.#stages.set(`${input.restApiId}/${input.stageName}`, stage);
    this.revision += 1;
    return stage;
  }

  deleteStage(restApiId: string, stageName: string): void {
    this.#stages.delete(`${restApiId}/${stageName}`);
    this.revision += 1;
  }

  putApiKey(key: ApiKey): void {
    if (key.value.length < 20 || key.value.length > 128) {
      const bound = key.value.length < 20 ? 'at least 20 characters' : 'at most 128 characters';
      throw new ServiceError('BadRequestException', `API Key value should be ${bound}`, 400);
    }
    const other = this.#apiKeysByValue.get(key.value);
    if (other && other.id !== key.id) throw new ServiceError('ConflictException', 'API Key already exists', 409);
    this.#forgetApiKey(key.id);
    this.apiKeys.set(key.id, key);
    this.#apiKeysByValue.set(key.value, key);
    this.revision += 1;
  }

  deleteApiKey(id: string): void {
    this.#forgetApiKey(id);
    this.revision += 1;
  }

  #forgetApiKey(id: string): void {
    const key = this.apiKeys.get(id);
    if (key) this.#apiKeysByValue.delete(key.value);
    this.apiKeys.delete(id);
  }

  apiKeyOfValue(value: string): ApiKey | undefined {
    return this.#apiKeysByValue.get(value);
  }

  usagePlanOf(keyId: string, restApiId: string, stageName: string): UsagePlan | undefined {
    const caller = `${keyId} ${restApiId}/${stageName}`;
    const known = this.#plansOfCallers.get(caller);
    if (known) return known;
    for (const plan of this.usagePlans.values()) {
      if (!plan.keyIds.has(keyId) || !plan.apiStages.some((it) => it.apiId === restApiId && it.stage === stageName)) continue;
      this.#plansOfCallers.set(caller, plan);
      return plan;
    }
    return undefined;
  }

  putUsagePlan(plan: UsagePlan): void {
    this.usagePlans.set(plan.id, plan);
    this.#plansOfCallers.clear();
    this.revision += 1;
  }

  deleteUsagePlan(id: string): void {
    this.usagePlans.delete(id);
    this.#plansOfCallers.clear();
    this.revision += 1;
  }

  #api(restApiId: string): EditableRestApi {
    const api = this.restApis.get(restApiId);
    if (!api) throw new ServiceError('NotFoundException', `Invalid API identifier specified ${this.#world.accountId}:${restApiId}`, 404);
    return api;
  }
}

/** Remembers what an API has now; the answer removes what it has got since. Parts that other resources declared stay. */
function undoFrom(api: EditableRestApi): () => void {
  const keyed = [api.models, api.requestValidators, api.authorizers, api.gatewayResponses];
  const before = keyed.map((map) => new Set<string>(map.keys()));
  const methodsBefore = new Map([...api.resources].map(([id, resource]) => [id, new Set(resource.resourceMethods.keys())]));
  const typesBefore = api.binaryMediaTypes.length;
  const { apiKeySource, minimumCompressionSize, policy } = api;
  return () => {
    for (const [index, map] of keyed.entries()) for (const key of map.keys()) if (!before[index]?.has(key)) map.delete(key);
    for (const [id, resource] of api.resources) {
      for (const method of resource.resourceMethods.keys())
        if (!methodsBefore.get(id)?.has(method)) resource.resourceMethods.delete(method);
    }
    for (const [id, resource] of [...api.resources].reverse()) {
      const used = resource.resourceMethods.size > 0 || [...api.resources.values()].some((it) => it.parentId === id);
      if (!methodsBefore.has(id) && !used) api.resources.delete(id);
    }
    api.binaryMediaTypes.length = typesBefore;
    Object.assign(api, { apiKeySource, minimumCompressionSize, policy });
  };
}
