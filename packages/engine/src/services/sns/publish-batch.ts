import { ServiceError } from '../../protocol/service-error.ts';
import { maximumBytes } from './publish.ts';

/** @throws ServiceError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct */
export function checkBatch<Entry extends { readonly Id?: string }>(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length === 0) throw new ServiceError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10)
    throw new ServiceError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const ids = entries.map(({ Id = '' }) => Id);
  if (ids.some((it) => !/^[\w-]{1,80}$/.test(it)))
    throw new ServiceError('InvalidBatchEntryId', "The Id of a batch entry in a batch request doesn't abide by the specification.");
  if (new Set(ids).size !== ids.length)
    throw new ServiceError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  return entries;
}

/** All of a batch's messages count as one. @throws ServiceError BatchRequestTooLong @source recorded on AWS by localstack, 2024-09-04 */
export function checkBatchSize(messages: readonly { readonly sizeBytes: number }[]): void {
  if (messages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > maximumBytes)
    throw new ServiceError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
}
