import type { Value } from '../../template.ts';
import type { Compilation } from '../compilation.ts';
import type { FunctionEvent } from '../event-type.ts';
import { derivedAttributes } from '../sam-resource.ts';

export interface EventPermission {
  /** The service that invokes: `s3.amazonaws.com`. */
  readonly Principal: string;
  readonly SourceArn?: Value;
  readonly SourceAccount?: Value;
  readonly EventSourceToken?: Value;
}

/** Lets an event source invoke the function, or its alias. @returns the permission's logical id */
export function addEventPermission(
  event: FunctionEvent,
  permission: EventPermission,
  compilation: Compilation,
  { logicalId = `${event.logicalId}Permission`, replace = false }: { readonly logicalId?: string; readonly replace?: boolean } = {},
): string {
  const properties = { Action: 'lambda:InvokeFunction', FunctionName: { Ref: targetId(event) }, ...permission };
  const attributes = derivedAttributes(event.function);
  const resource = { Type: 'AWS::Lambda::Permission', ...attributes, Properties: properties };
  compilation.add(event.function, logicalId, resource, { at: event.at, replace });
  return logicalId;
}

/** The ARN of what the event invokes. */
export function targetArn(event: FunctionEvent): Value {
  return event.alias === undefined ? { 'Fn::GetAtt': [event.function.logicalId, 'Arn'] } : { Ref: event.alias };
}

/** The logical id of what the event invokes: the function's alias when it has one. */
export function targetId(event: FunctionEvent): string {
  return event.alias ?? event.function.logicalId;
}
