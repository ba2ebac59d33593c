import { createHash } from 'node:crypto';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::Permission", AWS CloudFormation template reference */
export const awsLambdaPermission: ResourceProvider = {
  type: 'AWS::Lambda::Permission',
  properties: {
    Action: 'honoured',
    EventSourceToken: 'noLocalEffect',
    FunctionName: 'honoured',
    FunctionUrlAuthType: 'noLocalEffect',
    InvokedViaFunctionUrl: 'noLocalEffect',
    Principal: 'honoured',
    PrincipalOrgID: 'noLocalEffect',
    SourceAccount: 'noLocalEffect',
    SourceArn: 'honoured',
  },
  create: async (context, properties) => provision(context, properties),
  async update(context, physicalResourceId, properties) {
    remove(context, physicalResourceId);
    return provision(context, properties);
  },
  delete: async (context, physicalResourceId) => remove(context, physicalResourceId),
};

/** CloudFormation answers the statement's id; which function it belongs to is kept in front of it. */
function provision({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const functionName = String(properties.FunctionName);
  const suffix = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  const statementId = `${stackName}-${logicalId}-${suffix}`;
  services.lambda.addPermission(functionName, {
    statementId,
    action: String(properties.Action),
    principal: String(properties.Principal),
    sourceArn: typeof properties.SourceArn === 'string' ? properties.SourceArn : undefined,
  });
  return { physicalResourceId: `${functionName}|${statementId}`, attributes: { Id: statementId } };
}

function remove({ services }: ProviderContext, physicalResourceId: string): void {
  const [functionName = '', statementId = ''] = physicalResourceId.split('|');
  services.lambda.removePermission(functionName, statementId);
}
