import { minimumUnreserved, unreservedConcurrency } from './account-limits.ts';
import { functionArn } from './function-name.ts';
import type { LambdaFunction, ProvisionedConcurrency } from './lambda-function.ts';
import { type LambdaState, qualifiedFunction, referenceOf } from './operation.ts';
import { conflict, invalidParameter, notFound } from './operation-error.ts';

/** What is provisioned is READY for whoever asks, though its environments may still be starting. @source answers recorded on AWS by localstack */
export function provisionedDocument({ requested, lastModified }: ProvisionedConcurrency, status: 'IN_PROGRESS' | 'READY'): object {
  const ready = status === 'READY' ? requested : 0;
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: ready,
    AllocatedProvisionedConcurrentExecutions: ready,
    Status: status,
    LastModified: lastModified,
  };
}

/** The function whose version or alias is named. @throws ServiceError InvalidParameterValueException, ResourceNotFoundException */
export function provisionable(
  state: LambdaState,
  name: string,
  asked: string,
): { readonly found: LambdaFunction; readonly qualifier: string } {
  const reference = referenceOf(name, asked);
  const { functionName, qualifier = asked } = reference;
  if (qualifier === '$LATEST') throw invalidParameter('The function resource provided must be an alias or a published version.');
  if (!/^\d+$/.test(qualifier) && !state.functions.get(functionName)?.aliases.has(qualifier))
    throw notFound(`Cannot find alias arn: ${functionArn(state.world, functionName, qualifier)}`);
  return { found: qualifiedFunction(state, reference), qualifier };
}

/** @throws ServiceError InvalidParameterValueException, ResourceConflictException @source refusals recorded on AWS by localstack */
export function checkProvisioned({ functions }: LambdaState, found: LambdaFunction, qualifier: string, requested: number): void {
  const alias = found.aliases.get(qualifier);
  if (alias && found.provisioned.has(alias.version))
    throw conflict("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
  if (!alias && [...found.aliases.values()].some((it) => it.version === qualifier && found.provisioned.has(it.name)))
    throw conflict('Version is pointed by a Provisioned Concurrency alias');
  const others = [...found.provisioned].reduce((sum, [name, it]) => (name === qualifier ? sum : sum + it.requested), 0);
  const reserved = found.latest.configuration.reservedConcurrentExecutions;
  if (reserved !== undefined && others + requested > reserved)
    throw invalidParameter('Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function');
  const unreserved = unreservedConcurrency(functions);
  if (reserved === undefined && requested > unreserved)
    throw invalidParameter(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved}].`,
      {},
    );
  if (reserved === undefined && unreserved - requested < minimumUnreserved)
    throw invalidParameter(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimumUnreserved}].`,
      {},
    );
}
