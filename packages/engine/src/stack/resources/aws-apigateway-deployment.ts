import { identifierOf } from '../../services/identifier.ts';
import { requiredTextAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { readStageProperties, stageDescriptionProperties } from '../stage-properties.ts';

/** @source "AWS::ApiGateway::Deployment", AWS CloudFormation template reference */
export const awsApiGatewayDeployment: ResourceProvider = {
  type: 'AWS::ApiGateway::Deployment',
  properties: {
    DeploymentCanarySettings: 'unsupported',
    Description: 'noLocalEffect',
    RestApiId: 'honoured',
    StageDescription: stageDescriptionProperties,
    StageName: 'honoured',
  },

  create: async (context, properties) => deploy(context, properties),
  update: async (context, _deploymentId, properties) => deploy(context, properties),

  async delete({ services }, deploymentId) {
    for (const stage of services.apigateway.stages()) {
      if (stage.deployment.id === deploymentId && stage.impliedByDeployment)
        services.apigateway.deleteStage(stage.restApiId, stage.stageName);
    }
    services.apigateway.deleteDeployment(deploymentId);
  },
};

function deploy({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const restApiId = requiredTextAt(properties, 'RestApiId');
  const id = identifierOf(`${stackName} ${logicalId}`, 6);
  services.apigateway.createDeployment(restApiId, id);
  const stageName = textAt(properties, 'StageName');
  const taken = services.apigateway
    .stages()
    .some((it) => it.restApiId === restApiId && it.stageName === stageName && !it.impliedByDeployment);
  if (stageName !== undefined && !taken) {
    const settings = readStageProperties(properties.StageDescription);
    services.apigateway.putStage({
      restApiId,
      stageName,
      deploymentId: id,
      ...settings,
      impliedByDeployment: true,
      declaredBy: `${stackName} ${logicalId}`,
      source: properties,
    });
  }
  return { physicalResourceId: id, attributes: { DeploymentId: id } };
}
