import type { World } from '../../world/world.ts';
import { type FunctionReference, functionArn } from './function-name.ts';
import type { Permission } from './resource-policy.ts';

/** A statement of a function's policy, as AWS writes it. @source "AddPermission", AWS Lambda API reference; policies recorded on AWS by localstack */
export function statementDocument(world: World, { functionName, qualifier }: FunctionReference, permission: Permission): object {
  const { statementId, action, principal } = permission;
  const isAccount = /^\d{12}$/.test(principal);
  const isService = principal.includes('.') && !principal.startsWith('arn:');
  const who = isService ? { Service: principal } : { AWS: isAccount ? `arn:${world.partition}:iam::${principal}:root` : principal };
  const condition = conditionOf(permission);
  return {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : who,
    Action: action,
    Resource: functionArn(world, functionName, qualifier),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function conditionOf(permission: Permission): object {
  const { sourceArn, sourceAccount, principalOrgId, eventSourceToken, functionUrlAuthType, invokedViaFunctionUrl } = permission;
  const equals = {
    ...(sourceAccount !== undefined && { 'AWS:SourceAccount': sourceAccount }),
    ...(principalOrgId !== undefined && { 'aws:PrincipalOrgID': principalOrgId }),
    ...(eventSourceToken !== undefined && { 'lambda:EventSourceToken': eventSourceToken }),
    ...(functionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': functionUrlAuthType }),
  };
  return {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(invokedViaFunctionUrl !== undefined && { Bool: { 'lambda:InvokedViaFunctionUrl': String(invokedViaFunctionUrl) } }),
  };
}
