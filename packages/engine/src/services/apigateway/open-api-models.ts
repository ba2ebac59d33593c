import { isMapping, type Mapping, mappingAt, textAt, textListAt } from '../read-value.ts';
import type { EditableRestApi } from './editable-rest-api.ts';
import type { Model } from './rest-api.ts';

/** The models that a document's `definitions` or `components.schemas` become. */
export function schemasOf(document: Mapping): ReadonlyMap<string, Model> {
  const schemas = mappingAt(document, 'definitions') ?? mappingAt(mappingAt(document, 'components') ?? {}, 'schemas') ?? {};
  const models = new Map<string, Model>();
  for (const [name, schema] of Object.entries(schemas)) {
    if (isMapping(schema)) models.set(name, { name, contentType: 'application/json', schema, declaredBy: undefined, source: schema });
  }
  return models;
}

/**
 * The request models of an operation, by content type: Swagger's body parameter or OpenAPI's requestBody. A schema written in
 * place becomes a model of its own, as AWS makes one.
 */
export function requestModelsOf(
  api: EditableRestApi,
  document: Mapping,
  operation: Mapping,
  parameters: readonly Mapping[],
  generatedName: string,
): { readonly [contentType: string]: string } {
  const models: Record<string, string> = {};
  const add = (contentType: string, schema: Mapping | undefined) => {
    const name = schema && modelNameOf(api, schema, generatedName);
    if (name !== undefined) models[contentType] = name;
  };
  const body = parameters.find((it) => textAt(it, 'in') === 'body');
  if (body) {
    const own = textListAt(operation, 'consumes');
    const consumes = own.length > 0 ? own : textListAt(document, 'consumes');
    for (const contentType of consumes.length > 0 ? consumes : ['application/json']) add(contentType, mappingAt(body, 'schema'));
  }
  for (const [contentType, media] of Object.entries(mappingAt(mappingAt(operation, 'requestBody') ?? {}, 'content') ?? {})) {
    if (isMapping(media)) add(contentType, mappingAt(media, 'schema'));
  }
  return models;
}

/** The models of a response, by content type: Swagger's `schema` with `produces`, or OpenAPI's `content`. */
export function responseModelsOf(
  api: EditableRestApi,
  { document, operation, response }: { readonly document: Mapping; readonly operation: Mapping; readonly response: Mapping },
  generatedName: string,
): { readonly [contentType: string]: string } | undefined {
  const models: Record<string, string> = {};
  const schema = mappingAt(response, 'schema');
  if (schema) {
    const own = textListAt(operation, 'produces');
    const produces = own.length > 0 ? own : textListAt(document, 'produces');
    for (const contentType of produces.length > 0 ? produces : ['application/json'])
      models[contentType] = modelNameOf(api, schema, generatedName);
  }
  for (const [contentType, media] of Object.entries(mappingAt(response, 'content') ?? {})) {
    const own = isMapping(media) ? mappingAt(media, 'schema') : undefined;
    if (own) models[contentType] = modelNameOf(api, own, generatedName);
  }
  return Object.keys(models).length > 0 ? models : undefined;
}

function modelNameOf(api: EditableRestApi, schema: Mapping, generatedName: string): string {
  const reference = textAt(schema, '$ref');
  const name = reference?.split('/').at(-1);
  if (name !== undefined) return name;
  api.models.set(generatedName, { name: generatedName, contentType: 'application/json', schema, declaredBy: undefined, source: schema });
  return generatedName;
}
