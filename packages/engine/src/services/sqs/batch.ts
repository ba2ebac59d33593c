import { ServiceError } from '../../protocol/service-error.ts';
import { given, queryCodeOf } from './refusals.ts';

const maximumEntries = 10;

interface Entry {
  readonly Id?: string;
}

/**
 * The entries of a batch, which must be one to ten of distinct ids.
 *
 * @param entryName AWS's name of an entry's structure
 * @throws ServiceError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 * @source recorded on AWS by localstack, 2024-04-30
 */
export function checkEntries<E extends Entry>(
  entries: readonly E[] | undefined,
  entryName: string,
): readonly (E & { readonly Id: string })[] {
  const all = entries ?? [];
  if (all.length === 0) throw new ServiceError('EmptyBatchRequest', `There should be at least one ${entryName} in the request.`);
  if (all.length > maximumEntries)
    throw new ServiceError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${maximumEntries}. You have sent ${all.length}.`,
    );
  const seen = new Set<string>();
  return all.map((entry) => {
    const Id = given(entry.Id, `${entryName}.Id`);
    if (!/^[\w-]{1,80}$/.test(Id))
      throw new ServiceError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    if (seen.has(Id)) throw new ServiceError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
    return { ...entry, Id };
  });
}

/** Runs each entry; those that are refused are told beside those that are done. */
export async function runBatch<E extends { readonly Id: string }, Answer extends object>(
  entries: readonly E[],
  run: (entry: E) => Promise<Answer>,
): Promise<{ readonly Successful?: readonly object[]; readonly Failed?: readonly object[] }> {
  const results = await Promise.all(
    entries.map(async (entry) => {
      try {
        return { done: { Id: entry.Id, ...(await run(entry)) } };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { message } = error;
        return { failed: { Id: entry.Id, SenderFault: error.status < 500, Code: queryCodeOf(error), Message: message } };
      }
    }),
  );
  const [Successful, Failed] = [results.flatMap(({ done }) => done ?? []), results.flatMap(({ failed }) => failed ?? [])];
  return { ...(Successful.length > 0 && { Successful }), ...(Failed.length > 0 && { Failed }) };
}
