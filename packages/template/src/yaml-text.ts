import { stringify } from 'yaml';

/** A document as YAML, long lines unbroken and without anchors. */
export function yamlText(document: unknown): string {
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
