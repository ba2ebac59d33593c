import type { Store } from '../../src/store/store.ts';

export interface PairFindings {
  /** Numbers of pairs that were acknowledged and are not there, whole. */
  readonly lost: readonly number[];
  /** Numbers of pairs of which only one half is there. */
  readonly torn: readonly number[];
}

export async function inspectPairs(store: Store, acknowledged: ReadonlySet<number>): Promise<PairFindings> {
  const present = (kind: string): Set<number> =>
    new Set(Array.from(store.keys({ start: Buffer.from(kind), end: Buffer.from(`${kind}~`) }), (key) => Number(String(key).slice(1))));
  const [first, second] = [present('a'), present('b')];
  const whole = (id: number): boolean => first.has(id) && second.has(id);
  return {
    lost: [...acknowledged].filter((id) => !whole(id)),
    torn: [...new Set([...first, ...second])].filter((id) => !whole(id)),
  };
}
