import { identifierOf } from '../../services/identifier.ts';
import { requiredTextAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGatewayV2::Deployment", AWS CloudFormation template reference */
export const awsApiGatewayV2Deployment: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Deployment',
  properties: { ApiId: 'honoured', Description: 'noLocalEffect', StageName: 'honoured' },
  replacing: ['ApiId'],

  create: async (context, properties) => deploy(context, properties),
  update: async (context, _id, properties) => deploy(context, properties),

  async delete({ services }, id) {
    const { apigatewayv2 } = services;
    for (const apiId of apigatewayv2.apis.keys()) {
      const isThere = apigatewayv2.deployments(apiId).some((it) => it.deploymentId === id);
      const isUsed = apigatewayv2.stages().some((it) => it.apiId === apiId && it.deployment?.deploymentId === id);
      if (isThere && !isUsed) apigatewayv2.deleteDeployment(apiId, id);
    }
  },
};

function deploy({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const { apigatewayv2 } = services;
  const apiId = requiredTextAt(properties, 'ApiId');
  const stageName = textAt(properties, 'StageName');
  const deploymentId = identifierOf(`${stackName} ${logicalId} ${apiId}`, 6);
  apigatewayv2.createDeployment({ apiId, deploymentId, description: textAt(properties, 'Description') });
  const stage = apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === stageName);
  if (stage) apigatewayv2.putStage({ ...stage, deploymentId });
  return { physicalResourceId: deploymentId, attributes: { DeploymentId: deploymentId } };
}
