import type { EditableRestApi } from './editable-rest-api.ts';
import { type Mapping } from './read-value.ts';
import type { Model } from './rest-api.ts';
/** The models that a document's `definitions` or `components.schemas` become. */
export declare function schemasOf(document: Mapping): ReadonlyMap<string, Model>;
/**
 * The request models of an operation, by content type: Swagger's body parameter or OpenAPI's requestBody. A schema written in
 * place becomes a model of its own, as AWS makes one.
 */
export declare function requestModelsOf(api: EditableRestApi, document: Mapping, operation: Mapping, parameters: readonly Mapping[], generatedName: string): {
    readonly [contentType: string]: string;
};
