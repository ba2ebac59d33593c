import { validationError } from '../../../protocol/shape.ts';
import type { WireTag } from './table-shapes.ts';

const tagsMax = 50;

/** @throws ServiceError ValidationException @source answers of AWS collected by ack-api-quirks, 2026-10 */
export function checkTags(tags: readonly WireTag[]): void {
  const keys = new Set<string>();
  for (const { Key } of tags) {
    if (/^aws:/i.test(Key)) throw validationError(`Tag Key cannot be prefixed with aws:, Key: ${Key}`);
    if (keys.has(Key)) throw validationError(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${Key}`);
    keys.add(Key);
  }
  if (tags.length > tagsMax) throw validationError('Number of Tags exceed the current limit for the provided ResourceArn');
}
