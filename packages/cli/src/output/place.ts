import { relative } from 'node:path';
import type { Place } from '@gatewright/template';

/** `template.yaml:14:21`, relative to the folder the user stands in; what terminals and editors turn into a link. */
export function placeText(place: Place, from: string): string {
  const path = place.file.startsWith('/') ? relative(from, place.file) : place.file;
  return `${path}:${place.line}:${place.column}`;
}
