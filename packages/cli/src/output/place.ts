import { relative, resolve } from 'node:path';
import type { Place } from '@gatewright/template';

/**
 * `template.yaml:14:21`, relative to the folder the user stands in: what terminals and editors turn into a link.
 *
 * @param projectRoot absolute folder that a relative file of a place counts from
 */
export function placeText(place: Place, projectRoot: string, cwd: string): string {
  return `${relative(cwd, resolve(projectRoot, place.file))}:${place.line}:${place.column}`;
}
