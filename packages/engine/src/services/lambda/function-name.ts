import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';

export interface FunctionReference {
  readonly functionName: string;
  /** `$LATEST`, a version's number or an alias; undefined when the caller named none. */
  readonly qualifier: string | undefined;
}

/** AWS's own pattern for FunctionName, with its parts named. @source "Invoke", AWS Lambda API reference */
const pattern =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:[a-z]{2}(?:-gov)?-[a-z]+-\d:)?(?:\d{12}:)?(?:function:)?(?<functionName>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a function's name: the name, `name:qualifier`, `ACCOUNT:function:NAME`, or the whole ARN.
 *
 * @throws ServiceError ValidationException
 */
export function parseFunctionName(text: string): FunctionReference {
  const groups = pattern.exec(text)?.groups;
  const functionName = groups?.functionName;
  if (functionName === undefined) {
    const message = `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
    throw new ServiceError('ValidationException', message, 400);
  }
  return { functionName, qualifier: groups?.qualifier };
}

export function functionArn({ partition, region, accountId }: World, functionName: string, qualifier?: string): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}${qualifier === undefined ? '' : `:${qualifier}`}`;
}
