import { ServiceError } from '../../protocol/service-error.ts';
import type { CanaryInput } from '../../services/apigateway/apigateway.ts';
import { stageInputOf } from '../../services/apigateway/patch-stage.ts';
import { identifierOf } from '../../services/identifier.ts';
import { mappingAt, requiredTextAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { canaryOf, readCanary, readStageProperties, stageDescriptionProperties } from '../stage-properties.ts';

/** @source "AWS::ApiGateway::Deployment", AWS CloudFormation template reference */
export const awsApiGatewayDeployment: ResourceProvider = {
  type: 'AWS::ApiGateway::Deployment',
  properties: {
    DeploymentCanarySettings: { PercentTraffic: 'honoured', StageVariableOverrides: 'honoured', UseStageCache: 'honoured' },
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
      else if (stage.canary?.deployment.id === deploymentId && stage.deployment.id !== deploymentId)
        services.apigateway.putStage({ ...stageInputOf(stage), canary: undefined });
    }
    services.apigateway.deleteDeployment(deploymentId);
  },
};

function deploy({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const restApiId = requiredTextAt(properties, 'RestApiId');
  const id = identifierOf(`${stackName} ${logicalId}`, 6);
  services.apigateway.createDeployment(restApiId, id);
  const stageName = textAt(properties, 'StageName');
  const canary = mappingAt(properties, 'DeploymentCanarySettings');
  if (canary) {
    putCanary(services, { restApiId, stageName, canary: canaryOf(canary, id) });
    return { physicalResourceId: id, attributes: { DeploymentId: id } };
  }
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
      canary: readCanary(mappingAt(properties, 'StageDescription') ?? {}, id),
      impliedByDeployment: true,
      declaredBy: `${stackName} ${logicalId}`,
      source: properties,
    });
  }
  return { physicalResourceId: id, attributes: { DeploymentId: id } };
}

/**
 * Makes a deployment the canary of a stage that is there.
 * @throws ServiceError BadRequestException
 * @source "AWS::ApiGateway::Deployment DeploymentCanarySettings"; localstack's recordings of canary deployments
 */
function putCanary(
  { apigateway }: ProviderContext['services'],
  { restApiId, stageName, canary }: { restApiId: string; stageName: string | undefined; canary: CanaryInput },
): void {
  const stage = apigateway.stages().find((it) => it.restApiId === restApiId && it.stageName === stageName);
  if (stage) {
    apigateway.putStage({ ...stageInputOf(stage), canary });
    return;
  }
  const fact =
    stageName === undefined
      ? 'Non null and non empty stageName must be provided for canary deployment. Provided value is null'
      : `Stage ${stageName} must already be created before making a canary release deployment`;
  throw new ServiceError('BadRequestException', `Invalid deployment content specified.${fact}`, 400);
}
