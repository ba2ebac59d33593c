import { ServiceError } from '../../protocol/service-error.ts';
import { list, required, type Shape, string, structure } from '../../protocol/shape.ts';

export interface SessionTag {
  readonly Key: string;
  readonly Value: string;
}

export const sessionTags: Shape<readonly SessionTag[]> = list(
  structure('com.amazonaws.sts.Tag', { Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
  { max: 50 },
);
export const transitiveTagKeys: Shape<readonly string[]> = list(string({ min: 1, max: 128 }), { max: 50 });

/**
 * The keys that go along when this session takes on another role.
 * @param inherited those of the session that calls
 * @throws ServiceError InvalidParameterValue
 * @source recorded on AWS by the tests of localstack (test_sts, TestSTSAssumeRoleTagging)
 */
export function transitiveKeys(
  { Tags = [], TransitiveTagKeys = [] }: { readonly Tags?: readonly SessionTag[]; readonly TransitiveTagKeys?: readonly string[] },
  inherited: readonly string[],
): readonly string[] {
  const keys = Tags.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const asked = TransitiveTagKeys.map((it) => it.toLowerCase());
  if (!asked.every((it) => keys.includes(it))) throw invalid('The specified transitive tag key must be included in the requested tags.');
  if (keys.some((it) => inherited.includes(it)))
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  return [...new Set([...inherited, ...asked])];
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
