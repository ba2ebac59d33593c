import { functionArn, parseFunctionName } from '../../services/lambda/function-name.ts';
import { callLambda } from '../../services/lambda/lambda-api.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::Url", AWS CloudFormation template reference */
export const awsLambdaUrl: ResourceProvider = {
  type: 'AWS::Lambda::Url',
  properties: {
    AuthType: 'honoured',
    Cors: {
      AllowCredentials: 'honoured',
      AllowHeaders: 'honoured',
      AllowMethods: 'honoured',
      AllowOrigins: 'honoured',
      ExposeHeaders: 'honoured',
      MaxAge: 'honoured',
    },
    InvokeMode: 'honoured',
    Qualifier: 'honoured',
    TargetFunctionArn: 'honoured',
  },
  create: async (context, properties) => provision(context, 'CreateFunctionUrlConfig', properties),
  async update(context, physicalResourceId, properties) {
    // Another function, or another alias of it, is another URL.
    if (arnOf(context, properties) === physicalResourceId)
      return provision(context, 'UpdateFunctionUrlConfig', { Cors: {}, InvokeMode: 'BUFFERED', ...properties });
    await remove(context, physicalResourceId);
    return provision(context, 'CreateFunctionUrlConfig', properties);
  },
  delete: remove,
};

async function provision(context: ProviderContext, operation: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { TargetFunctionArn, ...rest } = properties;
  const { services, world } = context;
  const document = await callLambda({ world, lambda: services.lambda }, operation, { ...rest, FunctionName: TargetFunctionArn });
  const { FunctionArn, FunctionUrl } = document;
  return { physicalResourceId: String(FunctionArn), attributes: { FunctionArn: String(FunctionArn), FunctionUrl: String(FunctionUrl) } };
}

function arnOf({ world }: ProviderContext, { TargetFunctionArn, Qualifier }: ResolvedProperties): string {
  const { functionName, qualifier } = parseFunctionName(String(TargetFunctionArn));
  return functionArn(world, functionName, typeof Qualifier === 'string' ? Qualifier : qualifier);
}

async function remove({ services, world }: ProviderContext, physicalResourceId: string): Promise<void> {
  const { functionName, qualifier } = parseFunctionName(physicalResourceId);
  // It went with its function, or its alias, where those went first.
  if (!services.lambda.functions.get(functionName)?.urls.has(qualifier ?? '')) return;
  await callLambda({ world, lambda: services.lambda }, 'DeleteFunctionUrlConfig', { FunctionName: physicalResourceId });
}
