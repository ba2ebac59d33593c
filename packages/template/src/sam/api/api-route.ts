import type { DraftMap } from '../draft.ts';
import type { FunctionEvent } from '../event-type.ts';
import type { SamApi } from './sam-api.ts';

/** An Api event together with the API and the method it adds. */
export interface ApiRoute {
  readonly event: FunctionEvent;
  readonly api: SamApi;
  readonly definition: DraftMap;
  readonly path: string;
  /** As it stands in the definition: `get`, `x-amazon-apigateway-any-method`. */
  readonly method: string;
}
