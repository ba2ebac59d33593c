import type { World } from '../../world/world.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import type { Permission } from './resource-policy.ts';

/** A statement of a function's policy, as AWS writes it. @source "AddPermission", AWS Lambda API reference */
export function statementDocument(world: World, name: string, { statementId, action, principal, sourceArn }: Permission): object {
  const { functionName, qualifier } = parseFunctionName(name);
  const isAccount = /^\d{12}$/.test(principal);
  const who = principal.includes('.')
    ? { Service: principal }
    : { AWS: isAccount ? `arn:${world.partition}:iam::${principal}:root` : principal };
  return {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : who,
    Action: action,
    Resource: functionArn(world, functionName, qualifier),
    ...(sourceArn !== undefined && { Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } } }),
  };
}
