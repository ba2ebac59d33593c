import type { Compilation } from './compilation.ts';
import type { SamResource } from './sam-resource.ts';

export interface SamResourceType {
  readonly type: string;
  /** Missing for what SAM has and gatewright does not compile: refused by name. */
  readonly compile?: (it: SamResource, compilation: Compilation) => void;
}
