import type { Diagnostic, FunctionSource, Place, Resource, Value } from '@gatewright/template';
import type { Services } from '../services/services.ts';
import type { World } from '../world/world.ts';

/**
 * What becomes of each property of a resource type. A property that is in no table is UNKNOWN_PROPERTY.
 *
 * - `honoured`: behaves here as on AWS.
 * - `noLocalEffect`: what it does on AWS cannot be seen from this machine (Tags, Description); accepted.
 * - `unsupported`: AWS honours it, we do not yet: UNSUPPORTED_PROPERTY.
 * - a table: an object (or, in a list of one table, a list of objects) whose own members are judged so.
 */
export type PropertyRule = 'honoured' | 'noLocalEffect' | 'unsupported' | PropertyTable | readonly [PropertyTable];
export interface PropertyTable {
  readonly [property: string]: PropertyRule;
}

/** Properties with every intrinsic function resolved; objects and lists keep their places. */
export type ResolvedProperties = { readonly [property: string]: Value };

export interface ProviderContext {
  readonly services: Services;
  readonly world: World;
  readonly stackName: string;
  readonly logicalId: string;
  /** The resource as the template has it: its places, Metadata and policies. */
  readonly resource: Resource;
  /** The line that declares the resource. */
  readonly at: Place | undefined;
  /** Absolute folder of the user's project. */
  readonly projectRoot: string;
  /** Absolute folder of the data and of this project's builds; undefined keeps nothing. */
  readonly dataRoot: string | undefined;
  /** Variables for every function, over the template's own (`--env-file`). */
  readonly functionEnvironment: { readonly [name: string]: string };
  /** Where a function resource's code is on this machine; undefined for other resources. */
  readonly functionSource: FunctionSource | undefined;
  /** Reports what is wrong with the resource; the stack goes on with the others. */
  report(diagnostic: Diagnostic): void;
}

export interface Provisioned {
  /** What `Ref` answers. */
  readonly physicalResourceId: string;
  /** What `Fn::GetAtt` answers, by attribute name. */
  readonly attributes?: { readonly [attribute: string]: Value };
  /** True when it has a name only: why it could not be made has been reported. */
  readonly absent?: boolean;
}

/** One CloudFormation resource type. It speaks to its service by AWS's own operations; there is no second door. */
export interface ResourceProvider {
  readonly type: string;
  readonly properties: PropertyTable;
  /**
   * The properties whose change makes a new resource ("Update requires: Replacement"): the stack then creates the new one, and deletes
   * the former when all else is done. Without it, `update` sees to every change.
   */
  readonly replacing?: readonly string[];
  /** Creates the resource, or finds it as an earlier run left it. Rejects with ServiceError when AWS would fail the stack. */
  create(context: ProviderContext, properties: ResolvedProperties): Promise<Provisioned>;
  /** Brings a live resource to new properties, in place where AWS would. */
  update(context: ProviderContext, physicalResourceId: string, properties: ResolvedProperties): Promise<Provisioned>;
  /** @param properties those it had last, when the stack deletes it */
  delete(context: ProviderContext, physicalResourceId: string, properties?: ResolvedProperties): Promise<void>;
}
