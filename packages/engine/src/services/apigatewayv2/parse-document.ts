import { parseSource } from '@gatewright/template';
import { isMapping, type Mapping } from '../read-value.ts';
import { badRequest } from './refusals.ts';

/** An OpenAPI document, JSON or YAML. @throws ServiceError BadRequestException */
export function parseDocument(text: string): Mapping {
  const { root, diagnostics } = parseSource('body', text);
  const first = diagnostics.find((it) => it.severity === 'error');
  if (!isMapping(root) || first)
    throw badRequest(`Unable to parse the OpenAPI document.${first ? ` (${first.at?.line ?? 1}: ${first.message})` : ''}`);
  return root;
}
