import { isRetained, isSameThing, type LiveResource, type ResourceChange } from './live-resource.ts';
import type { ProviderContext } from './resource-provider.ts';
import { resourceProviders } from './resources.ts';

export interface CleanUp {
  /** The resources as they were, and the order in which they were created. */
  readonly before: ReadonlyMap<string, LiveResource>;
  readonly order: readonly string[];
  /** The resources as they are; those that are not wanted leave it. */
  readonly live: Map<string, LiveResource>;
  readonly wanted: ReadonlySet<string>;
  readonly contextOf: (live: LiveResource) => ProviderContext;
}

/**
 * Deletes what a sound apply leaves behind, the last created first: resources that left the template, and those that were replaced.
 * What their policies retain stays, outside of the stack.
 *
 * @returns what became of the resources that left the template
 */
export async function cleanUp({ before, order, live, wanted, contextOf }: CleanUp): Promise<readonly ResourceChange[]> {
  const changes: ResourceChange[] = [];
  for (const logicalId of [...order].reverse()) {
    const former = before.get(logicalId);
    if (!former) continue;
    const leaves = !wanted.has(logicalId);
    // The policies of a replaced resource are those of the new template; of one that left, those it had.
    const retained = isRetained(leaves ? former : (live.get(logicalId) ?? former), leaves ? 'DeletionPolicy' : 'UpdateReplacePolicy');
    if (leaves) {
      live.delete(logicalId);
      changes.push({ logicalId, action: retained ? 'Retain' : 'Delete' });
    }
    // One that goes on under another logical id, or was changed in place, is not to be deleted.
    if (retained || [...live.values()].some((it) => isSameThing(it, former))) continue;
    const provider = resourceProviders.find((it) => it.type === former.type);
    await provider?.delete(contextOf(former), former.physicalResourceId, former.properties);
  }
  return changes;
}
