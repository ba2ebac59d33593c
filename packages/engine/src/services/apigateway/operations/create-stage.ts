import { Constraints } from '../constraints.ts';
import { stageDocument } from '../documents.ts';
import { conflict, type Operation, restApiOf } from '../operation.ts';
import { booleanOf, documentOf, textMapOf, textOf } from '../request-document.ts';
import { cacheClusterSizes, canaryOf } from '../stage-input.ts';

/** @source "CreateStage", Amazon API Gateway V1 API reference */
export const createStage: Operation = {
  name: 'CreateStage',
  method: 'POST',
  path: '/restapis/{restapi_id}/stages',
  status: 201,
  run(plane, { path, body }) {
    const { world, apigateway } = plane;
    new Constraints().oneOf(body.cacheClusterSize, 'createStageInput.cacheClusterSize', cacheClusterSizes).check();
    const { id: restApiId } = restApiOf(plane, path.restapi_id);
    const stageName = textOf(body, 'stageName') ?? '';
    const deploymentId = textOf(body, 'deploymentId') ?? '';
    if (apigateway.stages().some((it) => it.restApiId === restApiId && it.stageName === stageName)) throw conflict('Stage already exists');
    const canary = documentOf(body, 'canarySettings');
    const stage = apigateway.putStage({
      restApiId,
      stageName,
      deploymentId,
      description: textOf(body, 'description'),
      variables: textMapOf(body, 'variables') ?? {},
      methodSettings: {},
      cacheClusterEnabled: booleanOf(body, 'cacheClusterEnabled') ?? false,
      cacheClusterSize: textOf(body, 'cacheClusterSize'),
      documentationVersion: textOf(body, 'documentationVersion'),
      tracingEnabled: booleanOf(body, 'tracingEnabled'),
      tags: textMapOf(body, 'tags'),
      accessLogFormat: undefined,
      canary: canary && canaryOf(canary, textOf(canary, 'deploymentId') ?? deploymentId),
      createdAtMs: world.now(),
      lastUpdatedAtMs: world.now(),
      impliedByDeployment: false,
      declaredBy: 'CreateStage',
      source: body,
    });
    return stageDocument(stage);
  },
};
