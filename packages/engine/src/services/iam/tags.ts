import { ServiceError } from '../../protocol/service-error.ts';
import type { Tag } from './iam-state.ts';

/**
 * Refuses a key that is given twice.
 * @param caseCounts keys of policies differ by case, those of roles and users do not
 * @throws ServiceError InvalidInput
 * @source recorded on AWS by the tests of localstack (test_iam_roles, test_iam_policies)
 */
export function checkTags(tags: readonly Tag[], { caseCounts = false }: { readonly caseCounts?: boolean } = {}): void {
  const keys = tags.map(({ Key }) => (caseCounts ? Key : Key.toLowerCase()));
  if (new Set(keys).size === keys.length) return;
  throw new ServiceError(
    'InvalidInput',
    `Duplicate tag keys found.${caseCounts ? '' : ' Please note that Tag keys are case insensitive.'}`,
  );
}

/** Those that were, with those that are given; a key of a role or a user is the same in capitals. */
export function withTags(
  present: readonly Tag[],
  given: readonly Tag[],
  { caseCounts = false }: { readonly caseCounts?: boolean } = {},
): readonly Tag[] {
  const byKey = new Map([...present, ...given].map((it) => [caseCounts ? it.Key : it.Key.toLowerCase(), it]));
  return [...byKey.values()];
}
