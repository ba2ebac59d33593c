/** What a part tells of: the API, a model, a method... @source "DocumentationPartLocation", Amazon API Gateway V1 API reference */
export interface DocumentationLocation {
  readonly type: string;
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  readonly statusCode?: string | undefined;
  readonly name?: string | undefined;
}

export interface DocumentationPart {
  readonly id: string;
  readonly location: DocumentationLocation;
  /** JSON text. */
  readonly properties: string;
}

export interface DocumentationVersion {
  readonly version: string;
  readonly createdDate: number;
  readonly description?: string | undefined;
}

/** The documentation of every API: of no effect on what is served. */
export class Documentation {
  readonly #parts = new Map<string, Map<string, DocumentationPart>>();
  readonly #versions = new Map<string, Map<string, DocumentationVersion>>();

  /** By id. */
  partsOf(restApiId: string): Map<string, DocumentationPart> {
    return membersOf(this.#parts, restApiId);
  }

  /** By name. */
  versionsOf(restApiId: string): Map<string, DocumentationVersion> {
    return membersOf(this.#versions, restApiId);
  }

  forget(restApiId: string): void {
    this.#parts.delete(restApiId);
    this.#versions.delete(restApiId);
  }
}

function membersOf<Value>(of: Map<string, Map<string, Value>>, restApiId: string): Map<string, Value> {
  const known = of.get(restApiId) ?? new Map<string, Value>();
  of.set(restApiId, known);
  return known;
}
