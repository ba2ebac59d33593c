import type { World } from '../../world/world.ts';
import { identifierOf } from '../identifier.ts';
import type { ImportFinding } from '../import-finding.ts';
import type { Mapping } from '../read-value.ts';
import { type EditableHttpApi, frozenCopy, importing } from './editable-http-api.ts';
import type { Deployment, HttpApi, Stage } from './http-api.ts';
import { importOpenApi } from './import-open-api.ts';
import { badRequest, notFound } from './refusals.ts';

/** API Gateway's HTTP APIs: what the control plane keeps, and the frozen deployments that the gateway serves. */
export interface ApiGatewayV2Service {
  readonly apis: ReadonlyMap<string, HttpApi>;
  /** Grows with every change of anything; what was computed from an older revision is stale. */
  readonly revision: number;
  /** Stages with AutoDeploy are on the API as it stands. */
  stages(): readonly Stage[];
  deployments(apiId: string): readonly Deployment[];

  createApi(input: Pick<HttpApi, 'apiId' | 'name' | 'source'>): EditableHttpApi;
  deleteApi(apiId: string): void;
  /** Imports an OpenAPI document in the place of what an earlier document of this API declared. */
  importApi(apiId: string, document: Mapping): readonly ImportFinding[];
  /** Runs `edit` on the API as it now stands. @throws ServiceError NotFoundException */
  editApi<Result>(apiId: string, edit: (api: EditableHttpApi) => Result): Result;
  /** Takes a snapshot of the API as it stands; stages that are on a deployment of this id serve it at once. */
  createDeployment(input: Pick<Deployment, 'apiId' | 'deploymentId' | 'description'>): Deployment;
  deleteDeployment(apiId: string, deploymentId: string): void;
  /** @throws ServiceError BadRequestException, NotFoundException */
  putStage(input: StageInput): Stage;
  deleteStage(apiId: string, stageName: string): void;
}

export type StageInput = Omit<Stage, 'deployment' | 'createdAtMs' | 'lastUpdatedAtMs'> & { readonly deploymentId: string | undefined };

export function createApiGatewayV2(world: World): ApiGatewayV2Service {
  return new ApiGatewayV2(world);
}

class ApiGatewayV2 implements ApiGatewayV2Service {
  readonly apis: Map<string, EditableHttpApi> = new Map();
  revision = 0;
  readonly #world: World;
  readonly #deployments = new Map<string, Deployment>();
  readonly #stages = new Map<string, Stage>();
  /** APIs that were edited since their stages with AutoDeploy were last brought up to date. */
  readonly #edited = new Set<string>();
  #automaticCount = 0;

  constructor(world: World) {
    this.#world = world;
  }

  stages(): readonly Stage[] {
    this.#deployEdited();
    return [...this.#stages.values()];
  }

  deployments(apiId: string): readonly Deployment[] {
    this.#deployEdited();
    return [...this.#deployments.values()].filter((it) => it.apiId === apiId);
  }

  createApi({ apiId, name, source }: Pick<HttpApi, 'apiId' | 'name' | 'source'>): EditableHttpApi {
    const { partition, region, accountId } = this.#world;
    const api: EditableHttpApi = {
      apiId,
      name,
      description: undefined,
      version: undefined,
      executeApiArn: `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/`,
      corsConfiguration: undefined,
      disableExecuteApiEndpoint: false,
      tags: {},
      createdAtMs: this.#world.now(),
      routes: new Map(),
      integrations: new Map(),
      authorizers: new Map(),
      discardImport: () => {},
      source,
    };
    this.apis.set(apiId, api);
    this.revision += 1;
    return api;
  }

  deleteApi(apiId: string): void {
    this.#api(apiId);
    this.apis.delete(apiId);
    for (const [key, stage] of this.#stages) if (stage.apiId === apiId) this.#stages.delete(key);
    for (const [id, deployment] of this.#deployments) if (deployment.apiId === apiId) this.#deployments.delete(id);
    this.revision += 1;
  }

  importApi(apiId: string, document: Mapping): readonly ImportFinding[] {
    return this.editApi(apiId, (api) => importing(api, () => importOpenApi(api, document)));
  }

  editApi<Result>(apiId: string, edit: (api: EditableHttpApi) => Result): Result {
    const api = this.#api(apiId);
    this.#edited.add(apiId);
    this.revision += 1;
    return edit(api);
  }

  createDeployment({ apiId, deploymentId, description }: Pick<Deployment, 'apiId' | 'deploymentId' | 'description'>): Deployment {
    const api = this.#api(apiId);
    if (api.routes.size === 0) throw badRequest('At least one route is required before deploying the Api.');
    return this.#deploy(api, { deploymentId, description, autoDeployed: false });
  }

  deleteDeployment(apiId: string, deploymentId: string): void {
    this.#api(apiId);
    if (this.#deployments.get(deploymentId)?.apiId !== apiId) throw notFound('Deployment');
    for (const stage of this.#stages.values()) {
      if (stage.deployment?.deploymentId === deploymentId)
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    }
    this.#deployments.delete(deploymentId);
    this.revision += 1;
  }

  putStage({ deploymentId, ...input }: StageInput): Stage {
    const api = this.#api(input.apiId);
    if (!/^(\$default|[\w-]{1,128})$/.test(input.stageName))
      throw badRequest('Stage name only allows alphanumeric characters, hyphens and underscores, or $default');
    for (const [name, value] of Object.entries(input.stageVariables)) {
      if (!/^\w{1,64}$/.test(name) || !/^[A-Za-z0-9-._~:/?#&=,]{0,512}$/.test(value))
        throw badRequest(`Invalid stage variable "${name}": names have letters, digits and _, values up to 512 of A-Za-z0-9-._~:/?#&=,`);
    }
    const deployment = deploymentId === undefined ? undefined : this.#deployments.get(deploymentId);
    if (deploymentId !== undefined && deployment?.apiId !== input.apiId) throw notFound('Deployment');
    const key = keyOf(input);
    const before = this.#stages.get(key);
    const now = this.#world.now();
    const stage: Stage = {
      ...input,
      deployment: deployment ?? before?.deployment,
      createdAtMs: before?.createdAtMs ?? now,
      lastUpdatedAtMs: now,
    };
    this.#stages.set(key, stage);
    if (stage.autoDeploy) this.#edited.add(api.apiId);
    this.revision += 1;
    return stage;
  }

  deleteStage(apiId: string, stageName: string): void {
    this.#api(apiId);
    if (!this.#stages.delete(keyOf({ apiId, stageName }))) throw notFound('Stage');
    this.revision += 1;
  }

  /** @source "Stages for HTTP APIs in API Gateway": an update of the API deploys it to stages with automatic deployments */
  #deployEdited(): void {
    for (const apiId of this.#edited) {
      const api = this.apis.get(apiId);
      const automatic = [...this.#stages.values()].filter((it) => it.apiId === apiId && it.autoDeploy);
      if (!api || automatic.length === 0 || api.routes.size === 0) continue;
      // Nobody returns to an automatic deployment: the one before makes room.
      for (const [id, it] of this.#deployments) if (it.apiId === apiId && it.autoDeployed) this.#deployments.delete(id);
      this.#automaticCount += 1;
      const deploymentId = identifierOf(`${apiId} automatic ${this.#automaticCount}`, 6);
      const description = 'Automatic deployment triggered by changes to the Api configuration';
      const deployment = this.#deploy(api, { deploymentId, description, autoDeployed: true });
      for (const stage of automatic) this.#stages.set(keyOf(stage), { ...stage, deployment });
    }
    this.#edited.clear();
  }

  #deploy(api: EditableHttpApi, about: Pick<Deployment, 'deploymentId' | 'description' | 'autoDeployed'>): Deployment {
    const deployment: Deployment = Object.freeze({ ...about, apiId: api.apiId, createdAtMs: this.#world.now(), api: frozenCopy(api) });
    this.#deployments.set(about.deploymentId, deployment);
    for (const [key, stage] of this.#stages) {
      if (stage.deployment?.deploymentId === about.deploymentId) this.#stages.set(key, { ...stage, deployment });
    }
    this.revision += 1;
    return deployment;
  }

  #api(apiId: string): EditableHttpApi {
    const api = this.apis.get(apiId);
    if (!api) throw notFound('API');
    return api;
  }
}

function keyOf({ apiId, stageName }: Pick<Stage, 'apiId' | 'stageName'>): string {
  return `${apiId}/${stageName}`;
}
