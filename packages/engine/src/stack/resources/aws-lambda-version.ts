import { functionArn, parseFunctionName } from '../../services/lambda/function-name.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** A version keeps the configuration that `$LATEST` had; its code is what is on this machine. @source "AWS::Lambda::Version", AWS CloudFormation template reference */
export const awsLambdaVersion: ResourceProvider = {
  type: 'AWS::Lambda::Version',
  properties: {
    CodeSha256: 'noLocalEffect',
    Description: 'noLocalEffect',
    FunctionName: 'honoured',
    FunctionScalingConfig: 'noLocalEffect',
    ProvisionedConcurrencyConfig: 'noLocalEffect',
    RuntimePolicy: 'noLocalEffect',
  },
  replacing: ['CodeSha256', 'Description', 'FunctionName'],
  create: async (context, properties) => publish(context, properties),
  // CloudFormation replaces a version; the former one may still be what an alias points at.
  update: async (context, _physicalResourceId, properties) => publish(context, properties),
  async delete({ services }, physicalResourceId) {
    const { functionName, qualifier } = parseFunctionName(physicalResourceId);
    if (qualifier !== undefined) services.lambda.deleteVersion(functionName, qualifier);
  },
};

function publish({ services, world }: ProviderContext, { FunctionName: name, Description }: ResolvedProperties): Provisioned {
  const { functionName } = parseFunctionName(String(name));
  const version = services.lambda.publishVersion(functionName, typeof Description === 'string' ? Description : undefined);
  const arn = functionArn(world, functionName, version);
  return { physicalResourceId: arn, attributes: { FunctionArn: arn, Version: version } };
}
