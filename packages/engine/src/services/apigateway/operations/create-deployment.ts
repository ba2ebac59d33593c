import { identifierOf } from '../../identifier.ts';
import { deploymentDocument } from '../documents.ts';
import { badRequest, type Operation, restApiOf } from '../operation.ts';
import { stageInputOf } from '../patch-stage.ts';
import { booleanOf, documentOf, textMapOf, textOf } from '../request-document.ts';
import { canaryOf } from '../stage-input.ts';

/** @source "CreateDeployment", Amazon API Gateway V1 API reference */
export const createDeployment: Operation = {
  name: 'CreateDeployment',
  method: 'POST',
  path: '/restapis/{restapi_id}/deployments',
  status: 201,
  run(plane, { path, body }) {
    const { world, apigateway } = plane;
    const { id: restApiId } = restApiOf(plane, path.restapi_id);
    const stageName = textOf(body, 'stageName') ?? '';
    const canary = documentOf(body, 'canarySettings');
    const existing = apigateway.stages().find((it) => it.restApiId === restApiId && it.stageName === stageName);
    if (canary) checkCanaryStage(textOf(body, 'stageName'), existing !== undefined);
    const deployment = apigateway.createDeployment(restApiId, identifierOf(world.uuid(), 6), textOf(body, 'description'));
    if (stageName === '') return deploymentDocument(deployment);
    const now = world.now();
    if (canary && existing) {
      apigateway.putStage({ ...stageInputOf(existing), canary: canaryOf(canary, deployment.id), lastUpdatedAtMs: now });
      return deploymentDocument(deployment);
    }
    const stageDescription = textOf(body, 'stageDescription');
    apigateway.putStage({
      methodSettings: {},
      accessLogFormat: undefined,
      impliedByDeployment: false,
      declaredBy: 'CreateDeployment',
      source: body,
      createdAtMs: now,
      cacheClusterEnabled: false,
      ...(existing && stageInputOf(existing)),
      ...(stageDescription !== undefined && { description: stageDescription }),
      ...(body.cacheClusterEnabled !== undefined && { cacheClusterEnabled: booleanOf(body, 'cacheClusterEnabled') ?? false }),
      ...(body.cacheClusterSize !== undefined && { cacheClusterSize: textOf(body, 'cacheClusterSize') }),
      ...(body.tracingEnabled !== undefined && { tracingEnabled: booleanOf(body, 'tracingEnabled') }),
      variables: { ...existing?.variables, ...textMapOf(body, 'variables') },
      restApiId,
      stageName,
      deploymentId: deployment.id,
      lastUpdatedAtMs: now,
    });
    return deploymentDocument(deployment);
  },
};

/** @source localstack's recordings of canary deployments */
function checkCanaryStage(stageName: string | undefined, exists: boolean): void {
  const invalid = 'Invalid deployment content specified.';
  if (stageName === undefined || stageName === '') {
    const value = stageName === undefined ? 'null' : '';
    throw badRequest(`${invalid}Non null and non empty stageName must be provided for canary deployment. Provided value is ${value}`);
  }
  if (!exists) throw badRequest(`${invalid}Stage ${stageName} must already be created before making a canary release deployment`);
}
