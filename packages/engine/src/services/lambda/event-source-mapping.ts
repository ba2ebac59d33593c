import { type EventPattern, parsePattern } from '../event-pattern/event-pattern.ts';
import { InvalidPattern } from '../event-pattern/invalid-pattern.ts';
import { invalidParameter } from './operation-error.ts';

/** What CreateEventSourceMapping was given, with AWS's defaults. Wire names: it is answered as it is. */
export interface MappingSettings {
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly FunctionResponseTypes: readonly string[];
  readonly FilterCriteria?: FilterCriteria | undefined;
  /** Of queues. */
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number | undefined } | undefined;
  /** Of streams. */
  readonly StartingPosition?: string | undefined;
  readonly ParallelizationFactor?: number | undefined;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string | undefined } | undefined } | undefined;
  readonly MaximumRecordAgeInSeconds?: number | undefined;
  readonly BisectBatchOnFunctionError?: boolean | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
  readonly TumblingWindowInSeconds?: number | undefined;
}

export interface FilterCriteria {
  readonly Filters?: readonly { readonly Pattern?: string | undefined }[] | undefined;
}

export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

export interface EventSourceMapping {
  readonly uuid: string;
  readonly eventSourceArn: string;
  /** With the qualifier, where one was given. */
  readonly functionArn: string;
  readonly settings: MappingSettings;
  readonly enabled: boolean;
  readonly lastModified: number;
  readonly lastProcessingResult: string;
  readonly tags: { readonly [key: string]: string };
}

/** `dynamodb`, `sqs`. */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** AWS's EventSourceMappingConfiguration. @source answers recorded on AWS by localstack, 2024 and 2025 */
export function mappingDocument(mapping: EventSourceMapping, state: MappingState, mappingArn: string): object {
  const { uuid, eventSourceArn, functionArn, settings, lastModified, lastProcessingResult } = mapping;
  const stream = serviceOf(eventSourceArn) !== 'sqs';
  return {
    UUID: uuid,
    EventSourceArn: eventSourceArn,
    EventSourceMappingArn: mappingArn,
    FunctionArn: functionArn,
    ...settings,
    LastModified: lastModified / 1000,
    State: state,
    StateTransitionReason: stream ? 'User action' : 'USER_INITIATED',
    ...(stream && { LastProcessingResult: lastProcessingResult }),
  };
}

/** @throws ServiceError InvalidParameterValueException */
export function compileFilters({ Filters = [] }: FilterCriteria = {}): readonly EventPattern[] {
  return Filters.map(({ Pattern = '' }) => {
    try {
      return parsePattern(Pattern);
    } catch (error) {
      if (error instanceof InvalidPattern) throw invalidParameter('Invalid filter pattern definition.');
      throw error;
    }
  });
}
