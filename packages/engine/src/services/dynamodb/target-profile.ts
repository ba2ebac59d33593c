import { ServiceError } from '../../protocol/service-error.ts';

/** A DynamoDB-compatible service that a project is to run on: what it lacks is refused by name, so that it is missed here and not there. */
export interface TargetProfile {
  /** As `--target` has it. */
  readonly name: string;
  /** What the service is called. */
  readonly title: string;
  /** What a request asks for that the service does not have. */
  lacks(operation: string, input: { readonly [member: string]: unknown }): string | undefined;
}

/** The refusal of what the target lacks; undefined when it lacks nothing. */
export function refusalOfTarget(
  { name, title, lacks }: TargetProfile,
  operation: string,
  input: { readonly [member: string]: unknown },
): ServiceError | undefined {
  const missing = lacks(operation, input);
  if (missing === undefined) return undefined;
  return new ServiceError(
    'UnknownOperationException',
    `${operation}: ${title} has no ${missing}. DynamoDB has it; this machine refuses it because the target is ${name}.`,
  );
}
