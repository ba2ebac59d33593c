import type { Operation } from './operation.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { createAuthorizer } from './operations/create-authorizer.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createDocumentationPart } from './operations/create-documentation-part.ts';
import { createDocumentationVersion } from './operations/create-documentation-version.ts';
import { createModel } from './operations/create-model.ts';
import { createRequestValidator } from './operations/create-request-validator.ts';
import { createResource } from './operations/create-resource.ts';
import { createRestApi } from './operations/create-rest-api.ts';
import { createStage } from './operations/create-stage.ts';
import { createUsagePlan } from './operations/create-usage-plan.ts';
import { createUsagePlanKey } from './operations/create-usage-plan-key.ts';
import { deleteApiKey } from './operations/delete-api-key.ts';
import { deleteAuthorizer } from './operations/delete-authorizer.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteDocumentationPart } from './operations/delete-documentation-part.ts';
import { deleteDocumentationVersion } from './operations/delete-documentation-version.ts';
import { deleteGatewayResponse } from './operations/delete-gateway-response.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteIntegrationResponse } from './operations/delete-integration-response.ts';
import { deleteMethod } from './operations/delete-method.ts';
import { deleteMethodResponse } from './operations/delete-method-response.ts';
import { deleteModel } from './operations/delete-model.ts';
import { deleteRequestValidator } from './operations/delete-request-validator.ts';
import { deleteResource } from './operations/delete-resource.ts';
import { deleteRestApi } from './operations/delete-rest-api.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { deleteUsagePlan } from './operations/delete-usage-plan.ts';
import { deleteUsagePlanKey } from './operations/delete-usage-plan-key.ts';
import { flushStageAuthorizersCache } from './operations/flush-stage-authorizers-cache.ts';
import { flushStageCache } from './operations/flush-stage-cache.ts';
import { getAccount } from './operations/get-account.ts';
import { getApiKey } from './operations/get-api-key.ts';
import { getApiKeys } from './operations/get-api-keys.ts';
import { getAuthorizer } from './operations/get-authorizer.ts';
import { getAuthorizers } from './operations/get-authorizers.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getDocumentationPart } from './operations/get-documentation-part.ts';
import { getDocumentationParts } from './operations/get-documentation-parts.ts';
import { getDocumentationVersion } from './operations/get-documentation-version.ts';
import { getDocumentationVersions } from './operations/get-documentation-versions.ts';
import { getExport } from './operations/get-export.ts';
import { getGatewayResponse } from './operations/get-gateway-response.ts';
import { getGatewayResponses } from './operations/get-gateway-responses.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getIntegrationResponse } from './operations/get-integration-response.ts';
import { getMethod } from './operations/get-method.ts';
import { getMethodResponse } from './operations/get-method-response.ts';
import { getModel } from './operations/get-model.ts';
import { getModelTemplate } from './operations/get-model-template.ts';
import { getModels } from './operations/get-models.ts';
import { getRequestValidator } from './operations/get-request-validator.ts';
import { getRequestValidators } from './operations/get-request-validators.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { getUsage } from './operations/get-usage.ts';
import { getUsagePlan } from './operations/get-usage-plan.ts';
import { getUsagePlanKey } from './operations/get-usage-plan-key.ts';
import { getUsagePlanKeys } from './operations/get-usage-plan-keys.ts';
import { getUsagePlans } from './operations/get-usage-plans.ts';
import { importApiKeys } from './operations/import-api-keys.ts';
import { importDocumentationParts } from './operations/import-documentation-parts.ts';
import { importRestApi } from './operations/import-rest-api.ts';
import { putGatewayResponse } from './operations/put-gateway-response.ts';
import { putIntegration } from './operations/put-integration.ts';
import { putIntegrationResponse } from './operations/put-integration-response.ts';
import { putMethod } from './operations/put-method.ts';
import { putMethodResponse } from './operations/put-method-response.ts';
import { putRestApi } from './operations/put-rest-api.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testInvokeAuthorizer } from './operations/test-invoke-authorizer.ts';
import { testInvokeMethod } from './operations/test-invoke-method.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAccount } from './operations/update-account.ts';
import { updateApiKey } from './operations/update-api-key.ts';
import { updateAuthorizer } from './operations/update-authorizer.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateDocumentationPart } from './operations/update-documentation-part.ts';
import { updateDocumentationVersion } from './operations/update-documentation-version.ts';
import { updateGatewayResponse } from './operations/update-gateway-response.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateIntegrationResponse } from './operations/update-integration-response.ts';
import { updateMethod } from './operations/update-method.ts';
import { updateMethodResponse } from './operations/update-method-response.ts';
import { updateModel } from './operations/update-model.ts';
import { updateRequestValidator } from './operations/update-request-validator.ts';
import { updateResource } from './operations/update-resource.ts';
import { updateRestApi } from './operations/update-rest-api.ts';
import { updateStage } from './operations/update-stage.ts';
import { updateUsage } from './operations/update-usage.ts';
import { updateUsagePlan } from './operations/update-usage-plan.ts';

/** What of API Gateway's control plane runs here. To add one: a file in operations/, a line here. Anything else is refused by name. */
export const operations: readonly Operation[] = [
  // Told by their query from CreateApiKey and CreateRestApi, so they are asked first.,
  createApiKey,
  createAuthorizer,
  createDeployment,
  createDocumentationPart,
  createDocumentationVersion,
  createModel,
  createRequestValidator,
  createResource,
  createRestApi,
  createStage,
  createUsagePlan,
  createUsagePlanKey,
  deleteApiKey,
  deleteAuthorizer,
  deleteDeployment,
  deleteDocumentationPart,
  deleteDocumentationVersion,
  deleteGatewayResponse,
  deleteIntegration,
  deleteIntegrationResponse,
  deleteMethod,
  deleteMethodResponse,
  deleteModel,
  deleteRequestValidator,
  deleteResource,
  deleteRestApi,
  deleteStage,
  deleteUsagePlan,
  deleteUsagePlanKey,
  flushStageAuthorizersCache,
  flushStageCache,
  getAccount,
  getApiKey,
  getApiKeys,
  getAuthorizer,
  getAuthorizers,
  getDeployment,
  getDeployments,
  getDocumentationPart,
  getDocumentationParts,
  getDocumentationVersion,
  getDocumentationVersions,
  getExport,
  getGatewayResponse,
  getGatewayResponses,
  getIntegration,
  getIntegrationResponse,
  getMethod,
  getMethodResponse,
  getModel,
  getModelTemplate,
  getModels,
  getRequestValidator,
  getRequestValidators,
  getResource,
  getResources,
  getRestApi,
  getRestApis,
  getStage,
  getStages,
  getTags,
  getUsage,
  getUsagePlan,
  getUsagePlanKey,
  getUsagePlanKeys,
  getUsagePlans,
  importApiKeys,
  importDocumentationParts,
  importRestApi,
  putGatewayResponse,
  putIntegration,
  putIntegrationResponse,
  putMethod,
  putMethodResponse,
  putRestApi,
  tagResource,
  testInvokeAuthorizer,
  testInvokeMethod,
  untagResource,
  updateAccount,
  updateApiKey,
  updateAuthorizer,
  updateDeployment,
  updateDocumentationPart,
  updateDocumentationVersion,
  updateGatewayResponse,
  updateIntegration,
  updateIntegrationResponse,
  updateMethod,
  updateMethodResponse,
  updateModel,
  updateRequestValidator,
  updateResource,
  updateRestApi,
  updateStage,
  updateUsage,
  updateUsagePlan,
];
