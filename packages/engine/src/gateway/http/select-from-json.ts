import { evaluateJsonPath } from '../velocity/json-path.ts';

/**
 * What a JSON path selects of a body, as text. Recursive descent and filters are not for HTTP APIs.
 * @param path as it follows `$request.body`: `.user.name`, `[0].id`
 * @source "Transform API requests and responses for HTTP APIs in API Gateway"
 */
export function selectFromJson(text: string, path: string): string | undefined {
  if (path.includes('..') || path.includes('?(')) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A body that is no JSON has no members.
    return undefined;
  }
  const selected = evaluateJsonPath(document, `$${path}`);
  if (selected === undefined || selected === null) return undefined;
  return typeof selected === 'object' ? JSON.stringify(selected) : String(selected);
}
