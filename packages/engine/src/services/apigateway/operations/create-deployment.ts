import { identifierOf } from '../../identifier.ts';
import { deploymentDocument } from '../documents.ts';
import { type Operation, restApiOf } from '../operation.ts';
import { stageInputOf } from '../patch-stage.ts';

/** @source "CreateDeployment", Amazon API Gateway V1 API reference */
export const createDeployment: Operation = {
  name: 'CreateDeployment',
  method: 'POST',
  path: '/restapis/{restapi_id}/deployments',
  status: 201,
  run(plane, { path, body }) {
    const { world, apigateway } = plane;
    const { id: restApiId } = restApiOf(plane, path.restapi_id);
    const deployment = apigateway.createDeployment(restApiId, identifierOf(world.uuid(), 6));
    const { stageName, variables = {} } = body;
    if (typeof stageName !== 'string' || stageName === '') return deploymentDocument(deployment);
    const existing = apigateway.stages().find((it) => it.restApiId === restApiId && it.stageName === stageName);
    const given = Object.entries(Object(variables)).map(([name, value]) => [name, String(value)] as const);
    apigateway.putStage({
      methodSettings: {},
      cacheClusterEnabled: false,
      accessLogFormat: undefined,
      impliedByDeployment: false,
      declaredBy: 'CreateDeployment',
      source: deployment,
      ...(existing && stageInputOf(existing)),
      variables: { ...existing?.variables, ...Object.fromEntries(given) },
      restApiId,
      stageName,
      deploymentId: deployment.id,
    });
    return deploymentDocument(deployment);
  },
};
