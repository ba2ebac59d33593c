import { textAt } from '../../read-value.ts';
import { deploymentDocument } from '../documents.ts';
import type { Deployment } from '../http-api.ts';
import { apiOf, membersOf, newId, type Operation, pageOf } from '../operation.ts';
import { notFound } from '../refusals.ts';

const listed: Operation = {
  name: 'GetDeployments',
  method: 'GET',
  path: '/v2/apis/{apiId}/deployments',
  status: 200,
  run: (plane, input) => pageOf(plane.apigatewayv2.deployments(apiOf(plane, input).apiId).map(deploymentDocument), input),
};

const got: Operation = {
  name: 'GetDeployment',
  method: 'GET',
  path: '/v2/apis/{apiId}/deployments/{deploymentId}',
  status: 200,
  run(plane, input) {
    const { apiId } = apiOf(plane, input);
    const found: Deployment | undefined = plane.apigatewayv2.deployments(apiId).find((it) => it.deploymentId === input.path.deploymentId);
    if (!found) throw notFound('Deployment');
    return deploymentDocument(found);
  },
};

const created: Operation = {
  name: 'CreateDeployment',
  method: 'POST',
  path: '/v2/apis/{apiId}/deployments',
  status: 201,
  run(plane, input) {
    const { apiId } = apiOf(plane, input);
    const members = membersOf(input);
    const stageName = textAt(members, 'stageName');
    const stage = plane.apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === stageName);
    if (stageName !== undefined && !stage) throw notFound('Stage');
    const deploymentId = newId(plane.world, 6);
    const made = plane.apigatewayv2.createDeployment({ apiId, deploymentId, description: textAt(members, 'description') });
    if (stage) plane.apigatewayv2.putStage({ ...stage, deploymentId });
    return deploymentDocument(made);
  },
};

const deleted: Operation = {
  name: 'DeleteDeployment',
  method: 'DELETE',
  path: '/v2/apis/{apiId}/deployments/{deploymentId}',
  status: 204,
  run: (plane, input) => plane.apigatewayv2.deleteDeployment(apiOf(plane, input).apiId, input.path.deploymentId ?? ''),
};

export const deploymentOperations: readonly Operation[] = [listed, got, created, deleted];
