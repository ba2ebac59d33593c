import type { Value } from '../../template.ts';
import { type DraftMap, isDraftMap, mapAt } from '../draft.ts';
import { isOpenApi3, pathItems, pathsOf } from './definition.ts';

/**
 * Moves what SAM writes in Swagger 2's places to OpenAPI 3's, when the definition is OpenAPI 3. SAM does so after Auth, after
 * Models and at the end, and each time puts the headers of OPTIONS in a schema once more.
 *
 * @param openApiVersion the API's OpenApiVersion
 */
export function toOpenApiVersion(definition: DraftMap, openApiVersion: Value | undefined): void {
  if (definition.swagger !== undefined && definition.swagger !== null) return;
  const version = openApiVersion ?? definition.openapi;
  if (version === undefined || version === null || !isOpenApi3(version)) return;
  move(definition, 'securityDefinitions', 'securitySchemes');
  move(definition, 'definitions', 'schemas');
  for (const options of optionsOf(definition)) {
    delete options.produces;
    delete options.consumes;
    const headers = successHeaders(options);
    for (const [name, schema] of Object.entries(headers)) headers[name] = { schema };
  }
}

/** The OPTIONS methods; SAM does not look into paths that are chosen by a condition. */
function optionsOf(definition: DraftMap): readonly DraftMap[] {
  const paths = mapAt(definition, 'paths');
  const plain = pathsOf(definition).filter((path) => !(isDraftMap(paths[path]) && Object.hasOwn(paths[path], 'Fn::If')));
  return plain.flatMap((path) => pathItems(definition, path).map((item) => item.options)).filter(isDraftMap);
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
