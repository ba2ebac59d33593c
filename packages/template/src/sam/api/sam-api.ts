import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type DraftMap, draftMapOf } from '../draft.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';
import { emptyDefinition, isDefinition, isOpenApi3, versionText } from './definition.ts';

/** What differs between the two kinds of API that functions' events add to. */
export interface ApiKind {
  readonly type: string;
  readonly eventType: string;
  /** The event's property that names the API. */
  readonly apiIdProperty: 'RestApiId' | 'ApiId';
  /** The logical id of the API that SAM makes for events that name none. */
  readonly implicitId: string;
  /** What the implicit API has from the start. */
  readonly implicitProperties: Mapping;
  readonly openApiVersion: string | undefined;
}

export const restApi: ApiKind = {
  type: 'AWS::Serverless::Api',
  eventType: 'Api',
  apiIdProperty: 'RestApiId',
  implicitId: 'ServerlessRestApi',
  implicitProperties: { StageName: 'Prod' },
  openApiVersion: undefined,
};

export const httpApi: ApiKind = {
  type: 'AWS::Serverless::HttpApi',
  eventType: 'HttpApi',
  apiIdProperty: 'ApiId',
  implicitId: 'ServerlessHttpApi',
  implicitProperties: {},
  openApiVersion: '3.0.1',
};

export const apiKinds: readonly ApiKind[] = [restApi, httpApi];

/** An API while it is compiled: functions' events add to its definition before it is compiled itself. */
export interface SamApi {
  readonly kind: ApiKind;
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
  /** RouteSettings that events give for their own route. */
  readonly routeSettings: Map<string, Value>;
}

export function createSamApi(kind: ApiKind, it: SamResource, resolveParameters: (value: Value) => Value): SamApi {
  const { DefinitionBody: body, DefinitionUri: uri, OpenApiVersion: version, Auth: auth } = it.properties;
  const managed = (body === undefined || body === null) && (uri === undefined || uri === null);
  const text = typeof version === 'string' || typeof version === 'number' ? versionText(version) : kind.openApiVersion;
  const definition = managed ? emptyDefinition(text) : isMapping(body) ? draftMapOf(body) : undefined;
  const resolved = auth === undefined ? undefined : resolveParameters(auth);
  return {
    kind,
    it,
    managed,
    editable: isDefinition(definition) && (kind !== httpApi || isOpenApi3(definition?.openapi ?? '')),
    definition,
    auth: isMapping(resolved) ? resolved : {},
    conditions: new Map(),
    functionNames: [],
    routeSettings: new Map(),
  };
}

export interface ApiEvent {
  readonly owner: SamResource;
  readonly eventId: string;
  readonly properties: Mapping;
  /** The map that holds the event: it knows the event's place. */
  readonly events: Mapping;
}

/** Every event of a kind of API, in the order written. */
export function apiEvents(kind: ApiKind, samResources: Iterable<SamResource>): readonly ApiEvent[] {
  const found: ApiEvent[] = [];
  for (const owner of samResources) {
    const { Events: events } = owner.properties;
    if (owner.type !== 'AWS::Serverless::Function' || !isMapping(events)) continue;
    for (const [eventId, event] of Object.entries(events)) {
      if (!isMapping(event) || event.Type !== kind.eventType) continue;
      const properties = isMapping(event.Properties) ? event.Properties : {};
      // An Api event without properties is a mistake; an HttpApi event without them is the default route.
      if (kind === restApi && Object.keys(properties).length === 0) continue;
      found.push({ owner, eventId, properties, events });
    }
  }
  return found;
}
