import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type DraftMap, draftMapOf } from '../draft.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';
import { emptyDefinition, isDefinition } from './definition.ts';

/** An AWS::Serverless::Api while it is compiled: functions' events add to its definition before it is itself. */
export interface RestApi {
  readonly it: SamResource;
  /** True when SAM writes the definition: neither DefinitionBody nor DefinitionUri is given. */
  readonly managed: boolean;
  /** True when the definition is there and SAM may add authorizers, CORS and the like to it. */
  readonly editable: boolean;
  /** The OpenAPI document; undefined when it is in S3. */
  readonly definition: DraftMap | undefined;
  /** Auth, the parameters it refers to put in. */
  readonly auth: Mapping;
  /** Conditions of the functions behind each route, by path: undefined for a function without one. */
  readonly conditions: Map<string, Set<string | undefined>>;
  /** FunctionNames behind the API: a changed one needs a new deployment. */
  readonly functionNames: string[];
}

export function createRestApi(it: SamResource, resolveParameters: (value: Value) => Value): RestApi {
  const { DefinitionBody: body, DefinitionUri: uri, OpenApiVersion: version, Auth: auth } = it.properties;
  const managed = (body === undefined || body === null) && (uri === undefined || uri === null);
  const text = typeof version === 'string' || typeof version === 'number' ? String(version) : undefined;
  const definition = managed ? emptyDefinition(text) : isMapping(body) ? draftMapOf(body) : undefined;
  const resolved = auth === undefined ? undefined : resolveParameters(auth);
  return {
    it,
    managed,
    editable: isDefinition(definition),
    definition,
    auth: isMapping(resolved) ? resolved : {},
    conditions: new Map(),
    functionNames: [],
  };
}
