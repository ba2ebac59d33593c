import type { FunctionSource, Place, Resource } from '@gatewright/template';
import type { Provisioned, ResolvedProperties, ResourceProvider } from './resource-provider.ts';

/** A resource that is there, and all it takes to bring it back to what it is. */
export interface LiveResource extends Provisioned {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: ResolvedProperties;
  readonly resource: Resource;
  readonly functionSource: FunctionSource | undefined;
  readonly at: Place | undefined;
  /** All that an update would see, as text: what the next template is compared with. */
  readonly fingerprint: string;
}

export type ResourceAction = 'Create' | 'Update' | 'Replace' | 'Delete' | 'Retain';

/** What one apply did to one resource. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly action: ResourceAction;
}

export function fingerprintOf(properties: ResolvedProperties, functionSource: FunctionSource | undefined, { Metadata }: Resource): string {
  return JSON.stringify([properties, functionSource ?? null, Metadata ?? null]);
}

/** Whether AWS would make a new resource of this change. */
export function needsReplacement(provider: ResourceProvider, before: LiveResource, properties: ResolvedProperties): boolean {
  if (before.type !== provider.type) return true;
  return (provider.replacing ?? []).some(
    (property) => JSON.stringify(before.properties[property] ?? null) !== JSON.stringify(properties[property] ?? null),
  );
}

/**
 * Whether CloudFormation keeps what leaves the stack.
 * @source "DeletionPolicy attribute" and "UpdateReplacePolicy attribute", AWS CloudFormation template reference
 */
export function isRetained({ resource }: LiveResource, because: 'DeletionPolicy' | 'UpdateReplacePolicy'): boolean {
  const policy = resource[because];
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

/** Whether two entries are one resource of the service; the names of some types count within their API only. */
export function isSameThing(one: LiveResource, other: LiveResource): boolean {
  return (
    one.type === other.type &&
    one.physicalResourceId === other.physicalResourceId &&
    one.properties.RestApiId === other.properties.RestApiId &&
    one.properties.ApiId === other.properties.ApiId
  );
}
