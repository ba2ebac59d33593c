import { ServiceError } from '../../protocol/service-error.ts';
import { givenArn, invalidParameter } from './refusals.ts';
import type { Topic } from './topic.ts';
import type { Topics } from './topics.ts';

/** @throws ServiceError InvalidParameter */
export function tagsOf(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): { readonly [key: string]: string } {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size !== keys.length) throw invalidParameter('Duplicated keys are not allowed.');
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => {
      if (Key === '' || Key.length > 128 || Key.startsWith('aws:') || Value.length > 256) throw invalidParameter('Tags');
      return [Key, Value];
    }),
  );
}

/** @throws ServiceError InvalidParameter, ResourceNotFound */
export function taggedTopic(topics: Topics, resourceArn: string | undefined): Topic {
  const found = topics.topics.get(givenArn(resourceArn, 'ResourceArn'));
  if (!found) throw new ServiceError('ResourceNotFound', 'Resource does not exist', 404);
  return found;
}
