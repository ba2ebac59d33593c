// Runs as a process of its own, to be killed: writes pairs of records for ever and prints the number of each pair once it is on disk.
// Usage: node crash-writer.mjs FOLDER
import { openStore } from '../../src/store/open-store.ts';

const folder = process.argv[2] ?? '';
const store = openStore(folder);
const key = (kind: string, id: number): Buffer => Buffer.from(`${kind}${String(id).padStart(9, '0')}`);
const written = [...store.keys({ start: Buffer.from('a'), end: Buffer.from('b') })].length;
let next = written === 0 ? 0 : Number(String(store.get(Buffer.from('last')))) + 1;
process.stdout.write('ready\n');

async function writeForEver(): Promise<void> {
  for (;;) {
    const id = next++;
    const value = Buffer.alloc(40 + ((id * 7919) % 3000), id % 251);
    // Torn transactions would leave one of the two, or the counter behind them.
    await store.write([
      { key: key('a', id), value },
      { key: key('b', id), value },
      { key: Buffer.from('last'), value: Buffer.from(String(next - 1)) },
    ]);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, writeForEver));
