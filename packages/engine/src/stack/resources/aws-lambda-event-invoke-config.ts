import { callLambda } from '../../services/lambda/lambda-api.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::EventInvokeConfig", AWS CloudFormation template reference */
export const awsLambdaEventInvokeConfig: ResourceProvider = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: {
    DestinationConfig: { OnFailure: { Destination: 'honoured' }, OnSuccess: { Destination: 'honoured' } },
    FunctionName: 'honoured',
    MaximumEventAgeInSeconds: 'honoured',
    MaximumRetryAttempts: 'honoured',
    Qualifier: 'honoured',
  },
  create: provision,
  async update(context, physicalResourceId, properties) {
    await remove(context, physicalResourceId);
    return provision(context, properties);
  },
  delete: remove,
};

async function provision({ services, world, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const { lambda } = services;
  const { FunctionArn } = await callLambda({ world, lambda }, 'PutFunctionEventInvokeConfig', properties);
  // CloudFormation's own id says nothing; what it is of is kept behind it.
  return { physicalResourceId: `${stackName}-${logicalId}|${String(FunctionArn)}` };
}

async function remove({ services }: ProviderContext, physicalResourceId: string): Promise<void> {
  const [, , , , , , functionName = '', qualifier = ''] = (physicalResourceId.split('|')[1] ?? '').split(':');
  // It went with its function, or its alias, where those went first.
  services.lambda.functions.get(functionName)?.eventInvokeConfigs.delete(qualifier);
}
