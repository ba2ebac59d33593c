import { type Shape, string, structure } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import type { DestinationConfig, EventInvokeConfig } from './event-invoke-config.ts';
import { type FunctionReference, functionArn, parseFunctionName } from './function-name.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { number } from './members.ts';
import type { LambdaState } from './operation.ts';
import { invalidParameter, notFound } from './operation-error.ts';

const destination: Shape<string> = string({
  pattern: '^$|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
  max: 350,
});

export const destinationConfig: Shape<DestinationConfig> = structure('com.amazonaws.lambda.DestinationConfig', {
  OnSuccess: structure('com.amazonaws.lambda.OnSuccess', { Destination: destination }),
  OnFailure: structure('com.amazonaws.lambda.OnFailure', { Destination: destination }),
});
export const maximumRetryAttempts: Shape<number> = number({ min: 0, max: 2 });
export const maximumEventAge: Shape<number> = number({ min: 60, max: 21_600 });

export interface RequestedEventInvokeConfig {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: DestinationConfig;
}

/** AWS's FunctionEventInvokeConfig. @source answers recorded on AWS by localstack */
export function eventInvokeConfigDocument(world: World, functionName: string, qualifier: string, config: EventInvokeConfig): object {
  const { maximumRetryAttempts: retries, maximumEventAgeInSeconds: age, destinationConfig: destinations, lastModified } = config;
  return {
    LastModified: lastModified / 1000,
    FunctionArn: functionArn(world, functionName, qualifier),
    ...(retries !== undefined && { MaximumRetryAttempts: retries }),
    ...(age !== undefined && { MaximumEventAgeInSeconds: age }),
    DestinationConfig: { OnSuccess: destinations.OnSuccess ?? {}, OnFailure: destinations.OnFailure ?? {} },
  };
}

/** The function, whose version or alias must be there. @throws ServiceError ResourceNotFoundException */
export function configuredFunction({ functions }: LambdaState, { functionName, qualifier }: FunctionReference): LambdaFunction {
  const found = functions.get(functionName);
  const known = qualifier === undefined || qualifier === '$LATEST' || found?.aliases.has(qualifier) || found?.versions.has(qualifier);
  if (!found || !known) throw notFound("The function doesn't exist.");
  return found;
}

/** @throws ServiceError InvalidParameterValueException @source refusals recorded on AWS by localstack */
export function checkEventInvokeConfig({ functions }: LambdaState, functionName: string, asked: RequestedEventInvokeConfig): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig: destinations } = asked;
  if (MaximumRetryAttempts === undefined && MaximumEventAgeInSeconds === undefined && destinations === undefined)
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  for (const arn of [destinations?.OnSuccess?.Destination, destinations?.OnFailure?.Destination]) {
    if (!arn) continue;
    const service = arn.split(':')[2] ?? '';
    if (!['lambda', 'sqs', 'sns', 'events', 's3'].includes(service))
      throw invalidParameter(`The provided destination config ${told(destinations)} is invalid.`);
    if (service !== 'lambda') continue;
    const target = parseFunctionName(arn);
    if (target.functionName === functionName) throw invalidParameter("You can't specify the function as a destination for itself.");
    if (!functions.get(target.functionName)) throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
}

/** As Java prints the structure. */
function told({ OnSuccess, OnFailure }: DestinationConfig = {}): string {
  const success = OnSuccess ? `OnSuccess(destination=${OnSuccess.Destination ?? null})` : null;
  const failure = OnFailure ? `OnFailure(destination=${OnFailure.Destination ?? null})` : null;
  return `DestinationConfig(onSuccess=${success}, onFailure=${failure})`;
}
