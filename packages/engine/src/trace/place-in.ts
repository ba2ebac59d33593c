import { type Place, placeOf, placeOfMember } from '@gatewright/template';

/** Where the first of `members` that `source` has is written; the place of `source` when it has none of them. */
export function placeIn(source: object, ...members: readonly string[]): Place | undefined {
  const present = members.find((member) => Object.hasOwn(source, member));
  return present === undefined ? placeOf(source) : placeOfMember(source, present);
}
