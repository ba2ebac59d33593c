import type { Diagnostic } from '@gatewright/template';
import { ServiceError } from '../protocol/service-error.ts';
import { isSameThing, type LiveResource, type ResourceChange } from './live-resource.ts';
import type { ProviderContext } from './resource-provider.ts';
import { resourceProviders } from './resources.ts';

export interface RollBack {
  /** The resources as they were, and the order in which they were created. */
  readonly before: ReadonlyMap<string, LiveResource>;
  readonly order: readonly string[];
  /** The resources as they are. */
  readonly live: ReadonlyMap<string, LiveResource>;
  /** What has been tried since, done or not. */
  readonly changes: readonly ResourceChange[];
  readonly contextOf: (live: LiveResource) => ProviderContext;
  readonly report: (diagnostic: Diagnostic) => void;
}

/**
 * Takes back a failed apply, as CloudFormation does: what was updated gets its former properties, in the order of creation; what was
 * replaced is there still; then what was created goes, the last one first. A resource without changes is not touched.
 *
 * @returns the resources that are there
 * @source "Stack failure options", AWS CloudFormation user guide
 */
export async function rollBack({ before, order, live, changes, contextOf, report }: RollBack): Promise<Map<string, LiveResource>> {
  const restored = new Map(before);
  const attempt = async ({ logicalId, at }: LiveResource, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const message = `"${logicalId}" could not be taken back to what it was: ${error.message} (${error.code})`;
      report({ code: 'PROVISIONING_FAILED', severity: 'error', message, at });
    }
  };
  const touched = new Set(changes.map((it) => it.logicalId));
  for (const logicalId of order) {
    const former = before.get(logicalId);
    const now = live.get(logicalId);
    if (!former || !touched.has(logicalId) || (now && !isSameThing(now, former))) continue;
    await attempt(former, async () => {
      const provisioned = await providerOf(former)?.update(contextOf(former), former.physicalResourceId, former.properties);
      restored.set(logicalId, { ...former, ...provisioned });
    });
  }
  for (const { logicalId } of [...changes].reverse()) {
    const former = before.get(logicalId);
    const now = live.get(logicalId);
    if (!now || now === former || (former && isSameThing(now, former))) continue;
    // A resource that takes the place of one that was there under another name is that one.
    if ([...before.values()].some((it) => isSameThing(it, now))) continue;
    await attempt(now, async () => providerOf(now)?.delete(contextOf(now), now.physicalResourceId, now.properties));
  }
  return restored;
}

function providerOf({ type }: LiveResource): (typeof resourceProviders)[number] | undefined {
  return resourceProviders.find((it) => it.type === type);
}
