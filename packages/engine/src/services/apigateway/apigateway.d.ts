import type { World } from '../../world/world.ts';
import { type EditableResource, type EditableRestApi } from './editable-rest-api.ts';
import type { ImportFinding } from './import-finding.ts';
import type { Mapping } from './read-value.ts';
import type { ApiKey, Deployment, RestApi, Stage, UsagePlan } from './rest-api.ts';
/** API Gateway's REST APIs: what the control plane keeps, and the frozen deployments that the gateway serves. */
export interface ApiGatewayService {
    readonly restApis: ReadonlyMap<string, RestApi>;
    readonly apiKeys: ReadonlyMap<string, ApiKey>;
    readonly usagePlans: ReadonlyMap<string, UsagePlan>;
    /** Grows with every change of anything; what was computed from an older revision is stale. */
    readonly revision: number;
    stages(): readonly Stage[];
    createRestApi(input: {
        readonly id: string;
        readonly name: string;
        readonly source: object;
    }): EditableRestApi;
    deleteRestApi(restApiId: string): void;
    /** Takes back what an earlier document of this API declared. */
    discardImport(restApiId: string): void;
    /** Imports an OpenAPI document in the place of what an earlier document of this API declared. */
    putRestApi(restApiId: string, document: Mapping): readonly ImportFinding[];
    /** Runs `edit` on the API as it now stands; stages serve the change after the next deployment. */
    editRestApi<Result>(restApiId: string, edit: (api: EditableRestApi) => Result): Result;
    editResource<Result>(restApiId: string, resourceId: string, edit: (resource: EditableResource, api: EditableRestApi) => Result): Result;
    /** Takes a snapshot of the API as it stands; stages that are on a deployment of this id serve it at once. */
    createDeployment(restApiId: string, deploymentId: string): Deployment;
    /** Stages that are on it go on serving it until they are pointed elsewhere. */
    deleteDeployment(deploymentId: string): void;
    deploymentOf(deploymentId: string): Deployment;
    putStage(stage: StageInput): Stage;
    deleteStage(restApiId: string, stageName: string): void;
    putApiKey(key: ApiKey): void;
    deleteApiKey(id: string): void;
    putUsagePlan(plan: UsagePlan): void;
    deleteUsagePlan(id: string): void;
}
export type StageInput = Omit<Stage, 'deployment'> & {
    readonly deploymentId: string;
};
export declare function createApiGateway(world: World): ApiGatewayService;
