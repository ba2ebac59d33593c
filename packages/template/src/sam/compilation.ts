import type { Report } from '../checks/check-template.ts';
import { copyPlaces, type Place } from '../places.ts';
import { isMapping } from '../source.ts';
import type { FunctionSource, Resource, Value } from '../template.ts';
import type { RestApi } from './api/rest-api.ts';
import type { SharedUsagePlan } from './api/usage-plan.ts';

export type Mapping = { readonly [member: string]: Value };

/** A resource of a SAM type, as its compiler gets it. */
export interface SamResource {
  readonly logicalId: string;
  readonly type: string;
  /** Globals merged in. */
  readonly properties: Mapping;
  /** As written: Condition, DependsOn, Metadata and the like. */
  readonly resource: Mapping;
  /** The line that declares it. */
  readonly at: Place | undefined;
}

/** What one run of the SAM front end knows and collects. */
export interface Compilation {
  readonly file: string;
  readonly partition: string;
  /** The whole Resources section as written: of SAM's types and of CloudFormation's. */
  readonly written: Mapping;
  readonly samResources: ReadonlyMap<string, SamResource>;
  /** Every AWS::Serverless::Api, the implicit one included, by logical id. */
  readonly apis: Map<string, RestApi>;
  readonly sharedUsagePlan: SharedUsagePlan;
  /** The template's conditions; compilers add those they derive. */
  readonly conditions: Map<string, Value>;
  readonly functions: Map<string, FunctionSource>;
  /** New logical ids of resources whose id SAM changes, by the old. */
  readonly renamed: Map<string, string>;
  /** What `Ref: Api.Stage` and its like stand for: logical ids by `LogicalId.Property`. */
  readonly referable: Map<string, string>;
  /** What was made from each SAM resource, with its logical id, by that resource's. */
  readonly generated: Map<string, readonly (readonly [logicalId: string, resource: Resource])[]>;
  readonly report: Report;
  /** A copy of a value with the parameters that it refers to put in; other intrinsic functions stay. */
  resolveParameters(value: Value): Value;
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

/** The attributes of a SAM resource that pass on to the resources SAM derives from it. */
export function derivedAttributes({ resource }: SamResource): Pick<Resource, 'Condition' | 'DeletionPolicy' | 'UpdateReplacePolicy'> {
  return {
    ...(typeof resource.Condition === 'string' && { Condition: resource.Condition }),
    ...(typeof resource.DeletionPolicy === 'string' && { DeletionPolicy: resource.DeletionPolicy }),
    ...(typeof resource.UpdateReplacePolicy === 'string' && { UpdateReplacePolicy: resource.UpdateReplacePolicy }),
  };
}

/** The attributes of a SAM resource that stay with the resource it becomes. */
export function ownAttributes(it: SamResource): Omit<Resource, 'Type' | 'Properties'> {
  const { DependsOn: dependsOn, Metadata: metadata } = it.resource;
  const list = Array.isArray(dependsOn)
    ? copyPlaces(
        dependsOn,
        dependsOn.filter((name) => typeof name === 'string'),
      )
    : undefined;
  return {
    ...(typeof dependsOn === 'string' && { DependsOn: dependsOn }),
    ...(list && { DependsOn: list }),
    ...derivedAttributes(it),
    ...(isMapping(metadata) && { Metadata: metadata }),
  };
}
