import { requiredTextAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { readCanary, readStageProperties, stageProperties } from '../stage-properties.ts';

/** @source "AWS::ApiGateway::Stage", AWS CloudFormation template reference */
export const awsApiGatewayStage: ResourceProvider = {
  type: 'AWS::ApiGateway::Stage',
  properties: { ...stageProperties, DeploymentId: 'honoured', RestApiId: 'honoured', StageName: 'honoured' },
  replacing: ['StageName'],

  create: async (context, properties) => put(context, properties),

  async update(context, stageName, properties) {
    if (requiredTextAt(properties, 'StageName') !== stageName) await awsApiGatewayStage.delete(context, stageName);
    return put(context, properties);
  },

  async delete({ services, logicalId, stackName }, stageName) {
    for (const stage of services.apigateway.stages()) {
      if (stage.stageName === stageName && stage.declaredBy === `${stackName} ${logicalId}`)
        services.apigateway.deleteStage(stage.restApiId, stageName);
    }
  },
};

function put({ services, logicalId, stackName }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const stageName = requiredTextAt(properties, 'StageName');
  const deploymentId = requiredTextAt(properties, 'DeploymentId');
  services.apigateway.putStage({
    restApiId: requiredTextAt(properties, 'RestApiId'),
    stageName,
    deploymentId,
    ...readStageProperties(properties),
    canary: readCanary(properties, deploymentId),
    impliedByDeployment: false,
    declaredBy: `${stackName} ${logicalId}`,
    source: properties,
  });
  return { physicalResourceId: stageName };
}
