import type { Operation } from './operation.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createUsagePlanKey } from './operations/create-usage-plan-key.ts';
import { deleteApiKey } from './operations/delete-api-key.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { flushStageCache } from './operations/flush-stage-cache.ts';
import { getApiKey } from './operations/get-api-key.ts';
import { getApiKeys } from './operations/get-api-keys.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getMethod } from './operations/get-method.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getUsagePlans } from './operations/get-usage-plans.ts';
import { updateStage } from './operations/update-stage.ts';

/** What of API Gateway's control plane runs here. To add one: a file in operations/, a line here. Anything else is refused by name. */
export const operations: readonly Operation[] = [
  createApiKey,
  createDeployment,
  createUsagePlanKey,
  deleteApiKey,
  deleteDeployment,
  flushStageCache,
  getApiKey,
  getApiKeys,
  getDeployment,
  getDeployments,
  getMethod,
  getResource,
  getResources,
  getRestApi,
  getRestApis,
  getStage,
  getStages,
  getUsagePlans,
  updateStage,
];
