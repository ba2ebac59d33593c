import type { Connection } from './connection.ts';
import type { WireItem } from './plain-item.ts';

/** @source BatchWriteItem: up to 25 requests */
const batchItems = 25;
/** Batches on their way at once: the store puts them into one transaction. */
const batchesAtOnce = 8;

/** Puts the items into the table. @param onWritten told how many are written so far @returns their number */
export async function writeItems(
  connection: Connection,
  tableName: string,
  items: AsyncIterable<WireItem>,
  onWritten: (count: number) => void,
): Promise<number> {
  let written = 0;
  let batch: WireItem[] = [];
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const send = (): void => {
    const sent = batch;
    batch = [];
    const run: Promise<void> = writeBatch(connection, tableName, sent)
      .then(() => {
        written += sent.length;
        onWritten(written);
      })
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(run));
    running.add(run);
  };
  for await (const item of items) {
    batch.push(item);
    if (batch.length === batchItems) send();
    if (running.size >= batchesAtOnce) await Promise.race(running);
    if (failures.length > 0) break;
  }
  if (batch.length > 0 && failures.length === 0) send();
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return written;
}

async function writeBatch(connection: Connection, tableName: string, items: readonly WireItem[]): Promise<void> {
  let requests: unknown = { [tableName]: items.map((Item) => ({ PutRequest: { Item } })) };
  while (requests !== undefined) {
    const { UnprocessedItems } = await connection.call('BatchWriteItem', { RequestItems: requests });
    const left = typeof UnprocessedItems === 'object' && UnprocessedItems !== null ? UnprocessedItems : {};
    requests = Object.keys(left).length > 0 ? left : undefined;
  }
}
