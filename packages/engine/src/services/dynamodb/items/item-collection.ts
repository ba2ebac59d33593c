import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';

/** ItemCollectionMetrics of a write, for tables with local indexes; others have none. Local collections never come near a gigabyte. */
export function itemCollectionMetrics(mode: string | undefined, table: Table, item: Item): object | undefined {
  if (mode !== 'SIZE' || !table.indexes.some((index) => index.kind === 'local')) return undefined;
  const { name } = table.key.partition;
  return { ItemCollectionKey: { [name]: item[name] }, SizeEstimateRangeGB: [0, 1] };
}
