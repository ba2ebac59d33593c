import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The page size that every data file is made with. Keys may be 4,026 bytes long with it, instead of 1,978. */
export const pageBytes = 8192;

/** Where the fields of a meta page are, of which a file has two. @source LMDB's MDB_meta, data version 2, 64 bit */
const metaLayout = { magic: 24, version: 28, pageSize: 48, lastPage: 144, transaction: 152, length: 160 } as const;
const magic = 0xbeefc0de;
const dataVersion = 2;

/**
 * What is wrong with a data file, or undefined when it can be opened: LMDB maps the file into memory, and a file that is shorter
 * than it says, or is something else, would end the process instead of failing to open.
 */
export function dataFileFault(file: string): string | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    if (size === 0) return undefined;
    const metas = [0, pageBytes].map((at) => readMeta(handle, at)).filter((it) => it !== undefined);
    const newest = metas.sort((a, b) => b.transaction - a.transaction)[0];
    if (!newest) return 'it is not a data file of gatewright';
    const needed = (newest.lastPage + 1) * pageBytes;
    return size < needed ? `it is cut off: it has ${size} bytes of ${needed}` : undefined;
  } finally {
    closeSync(handle);
  }
}

function readMeta(handle: number, at: number): { lastPage: number; transaction: number } | undefined {
  const page = Buffer.alloc(metaLayout.length);
  if (readSync(handle, page, 0, page.length, at) < page.length) return undefined;
  if (page.readUInt32LE(metaLayout.magic) !== magic || page.readUInt32LE(metaLayout.version) !== dataVersion) return undefined;
  if (page.readUInt32LE(metaLayout.pageSize) !== pageBytes) return undefined;
  return { lastPage: Number(page.readBigUInt64LE(metaLayout.lastPage)), transaction: Number(page.readBigUInt64LE(metaLayout.transaction)) };
}
