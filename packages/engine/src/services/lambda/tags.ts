import { type Shape, string } from '../../protocol/shape.ts';
import { parseFunctionName } from './function-name.ts';
import type { LambdaState } from './operation.ts';
import { invalidParameter } from './operation-error.ts';

/** @source "Using tags on Lambda functions", AWS Lambda developer guide */
const maximumTags = 50;

/** @source recorded on AWS by localstack, 2024-10 */
const pattern =
  'arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

/** The ARN of what is tagged. */
export const resource: Shape<string> = string({ pattern });

export function checkTags(tags: { readonly [key: string]: string }): void {
  if (Object.keys(tags).length > maximumTags) throw invalidParameter('Number of tags exceeds resource tag limit.');
}

export interface Tagged {
  readonly tags: { readonly [key: string]: string };
  set(tags: { readonly [key: string]: string }): void;
}

/** @throws ServiceError InvalidParameterValueException, ResourceNotFoundException */
export function taggedFunction(state: LambdaState, arn: string, { changing = false }: { readonly changing?: boolean } = {}): Tagged {
  const { functions, mappings } = state;
  if (arn.includes(':event-source-mapping:')) return mappings.tagged(arn.slice(arn.lastIndexOf(':') + 1));
  if (arn.includes(':layer:') || arn.includes(':code-signing-config:'))
    throw invalidParameter('gatewright keeps no tags of layers and code signing configs. See docs/compatibility.md.');
  const { functionName, qualifier } = parseFunctionName(arn);
  if (qualifier !== undefined)
    throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  if (changing) throw invalidParameter('An error occurred and the request cannot be processed.');
  const found = functions.find({ functionName, qualifier });
  return {
    tags: found.tags,
    set(tags) {
      found.tags = tags;
      functions.touch(found);
    },
  };
}
