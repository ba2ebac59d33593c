import type { Report } from '../diagnostic.ts';
import type { Place } from '../places.ts';
import type { FunctionSource, Resource, Value } from '../template.ts';
import type { SamApi } from './api/sam-api.ts';
import type { SharedUsagePlan } from './api/shared-usage-plan.ts';
import type { DeployedFunction } from './deployed-function.ts';
import type { Mapping, SamResource } from './sam-resource.ts';

/** What one run of the SAM front end knows and collects. */
export interface Compilation {
  readonly file: string;
  /** What local files that a DefinitionUri names hold, by the path as written. */
  readonly definitions: ReadonlyMap<string, Value>;
  readonly partition: string;
  /** The whole Resources section as written: of SAM's types and of CloudFormation's. */
  readonly written: Mapping;
  readonly samResources: ReadonlyMap<string, SamResource>;
  /** Every AWS::Serverless::Api, the implicit one included, by logical id. */
  readonly apis: Map<string, SamApi>;
  readonly sharedUsagePlan: SharedUsagePlan;
  readonly deployedFunctions: DeployedFunction[];
  /** Resources of CloudFormation's own types that an event adds to: a bucket its notifications. */
  readonly changed: Map<string, Mapping>;
  /** The template's conditions; compilers add those they derive. */
  readonly conditions: Map<string, Value>;
  readonly functions: Map<string, FunctionSource>;
  /** New logical ids of resources whose id SAM changes, by the old. */
  readonly renamed: Map<string, string>;
  /** What `Ref: Api.Stage` and its like stand for: logical ids by `LogicalId.Property`. */
  readonly referable: Map<string, string>;
  /** What was made from each SAM resource, with its logical id, by that resource's. */
  readonly generated: Map<string, readonly (readonly [logicalId: string, resource: Resource])[]>;
  /** What stands in DependsOn for a logical id that is gone: a connector's. */
  readonly replacedBy: Map<string, readonly string[]>;
  /** What a resource also waits for: logical ids by its own. */
  readonly waits: Map<string, readonly string[]>;
  readonly report: Report;
  /** A copy of a value with the parameters that it refers to put in; other intrinsic functions stay. */
  resolveParameters(value: Value): Value;
  /** A copy of a value with what it finds in Mappings put in. */
  resolveMappings(value: Value): Value;
  /**
   * Adds a resource made from `from`. Whatever in it has no place yet gets `at`, or the line of `from`.
   * A resource added twice under one logical id is an error, unless it is shared by several (`replace`).
   */
  add(
    from: SamResource,
    logicalId: string,
    resource: Resource,
    more?: { readonly at?: Place | undefined; readonly replace?: boolean },
  ): void;
}

/** Reports a wrong or missing value in a SAM resource. */
export function reportInvalid(
  { report }: Pick<Compilation, 'report'>,
  message: string,
  at: Place | undefined,
  more: {
    readonly code?: 'INVALID_VALUE' | 'MISSING_PROPERTY' | 'UNKNOWN_PROPERTY' | 'UNRESOLVED_REF';
    readonly hint?: string | undefined;
  } = {},
): void {
  report({ code: more.code ?? 'INVALID_VALUE', severity: 'error', message, at, hint: more.hint });
}

/** Reports what SAM knows and gatewright does not compile: `--allow-unsupported` runs without it. */
export function reportUnsupported({ report }: Pick<Compilation, 'report'>, message: string, at: Place | undefined, hint?: string): void {
  report({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', message, at, hint, unsupported: true });
}
