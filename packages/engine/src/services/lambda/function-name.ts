import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';

export interface FunctionReference {
  readonly functionName: string;
  /** `$LATEST`, a version's number or an alias; undefined when the caller named none. */
  readonly qualifier: string | undefined;
}

/** As AWS tells it, with and without a point in the name: by operation. @source recorded on AWS by localstack, 2024-04 */
const told = (name: string): string =>
  `(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?(${name})(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
export const functionNamePattern: string = told('[a-zA-Z0-9-_]+');
/** Of GetFunction and Invoke. */
export const dottedFunctionNamePattern: string = told('[a-zA-Z0-9-_\\.]+');

/** The same with its parts named. */
const pattern =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<accountId>\d{12}):)?(?:function:)?(?<functionName>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a function's name: the name, `name:qualifier`, `ACCOUNT:function:NAME`, or the whole ARN.
 *
 * @throws ServiceError ValidationException
 */
export function parseFunctionName(text: string): FunctionReference {
  const groups = pattern.exec(text)?.groups;
  const functionName = groups?.functionName;
  if (functionName === undefined) {
    const message = `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${dottedFunctionNamePattern}`;
    throw new ServiceError('ValidationException', message, 400);
  }
  return { functionName, qualifier: groups?.qualifier };
}

/** The Region and the account that a name speaks of, if any. */
export function placeOf(text: string): { readonly region: string | undefined; readonly accountId: string | undefined } {
  const groups = pattern.exec(text)?.groups;
  return { region: groups?.region, accountId: groups?.accountId };
}

export function functionArn({ partition, region, accountId }: World, functionName: string, qualifier?: string): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}${qualifier === undefined ? '' : `:${qualifier}`}`;
}
