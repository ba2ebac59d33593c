import type { Value } from '../../template.ts';
import { type DraftMap, isDraftMap, mapAt } from '../draft.ts';
import { branchesOf, isOpenApi3, pathItems, pathsOf } from './definition.ts';

/**
 * Moves what SAM writes in Swagger 2's places to OpenAPI 3's, when the definition is OpenAPI 3.
 *
 * @param openApiVersion the API's OpenApiVersion
 */
export function toOpenApiVersion(definition: DraftMap, openApiVersion: Value | undefined): void {
  if (definition.swagger !== undefined && definition.swagger !== null) return;
  const version = openApiVersion ?? definition.openapi;
  if (version === undefined || version === null || !isOpenApi3(version)) return;
  move(definition, 'securityDefinitions', 'securitySchemes');
  move(definition, 'definitions', 'schemas');
  for (const path of pathsOf(definition)) {
    for (const options of pathItems(definition, path).flatMap((item) => branchesOf(item.options))) {
      delete options.produces;
      delete options.consumes;
      const headers = successHeaders(options);
      for (const [name, schema] of Object.entries(headers)) {
        if (isDraftMap(schema) && schema.schema === undefined) headers[name] = { schema };
      }
    }
  }
}

function move(definition: DraftMap, from: string, to: string): void {
  const value = definition[from];
  if (!isDraftMap(value) || Object.keys(value).length === 0) return;
  mapAt(definition, 'components')[to] = value;
  delete definition[from];
}

function successHeaders(options: DraftMap): DraftMap {
  const responses = isDraftMap(options.responses) ? options.responses : {};
  const success = responses['200'];
  return isDraftMap(success) && isDraftMap(success.headers) ? success.headers : {};
}
