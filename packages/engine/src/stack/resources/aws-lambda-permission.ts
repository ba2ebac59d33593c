import { createHash } from 'node:crypto';
import type { Value } from '@gatewright/template';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::Permission", AWS CloudFormation template reference */
export const awsLambdaPermission: ResourceProvider = {
  type: 'AWS::Lambda::Permission',
  properties: {
    Action: 'honoured',
    EventSourceToken: 'honoured',
    FunctionName: 'honoured',
    FunctionUrlAuthType: 'honoured',
    InvokedViaFunctionUrl: 'honoured',
    Principal: 'honoured',
    PrincipalOrgID: 'honoured',
    SourceAccount: 'honoured',
    SourceArn: 'honoured',
  },
  replacing: ['FunctionName'],
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
    sourceArn: textOf(properties.SourceArn),
    sourceAccount: properties.SourceAccount === undefined ? undefined : String(properties.SourceAccount),
    principalOrgId: textOf(properties.PrincipalOrgID),
    eventSourceToken: textOf(properties.EventSourceToken),
    functionUrlAuthType: textOf(properties.FunctionUrlAuthType),
    ...(properties.InvokedViaFunctionUrl !== undefined && { invokedViaFunctionUrl: String(properties.InvokedViaFunctionUrl) === 'true' }),
  });
  return { physicalResourceId: `${functionName}|${statementId}`, attributes: { Id: statementId } };
}

function remove({ services }: ProviderContext, physicalResourceId: string): void {
  const [functionName = '', statementId = ''] = physicalResourceId.split('|');
  services.lambda.removePermission(functionName, statementId);
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
