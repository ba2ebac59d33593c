import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../world/setup-error.ts';
import { dataFileFault } from './data-file.ts';
import { takeDataFolder } from './data-folder.ts';
import { openLmdbStore } from './lmdb-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store of a data folder, and holds the folder until the store is closed.
 *
 * @throws SetupError DATA_FOLDER_UNUSABLE, DATA_FOLDER_NEWER, DATA_FOLDER_LOCKED, DATA_FILE_DAMAGED
 */
export function openStore(folder: string): Store {
  const release = takeDataFolder(folder);
  const file = join(folder, 'data.mdb');
  try {
    const fault = dataFileFault(file);
    if (fault !== undefined) throw new Error(fault);
    return openLmdbStore({ file, durable: true, onClosed: release });
  } catch (error) {
    release();
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      'DATA_FILE_DAMAGED',
      `The data file ${file} can not be opened: ${reason}`,
      'Restore it from a copy, or move it away to start with empty tables.',
      { cause: error },
    );
  }
}

/** A store that is gone when it is closed, or when the process ends, however it ends. */
export function openMemoryStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), `gatewright-memory-${process.pid}-`));
  const onClosed = (): void => rmSync(folder, { recursive: true, force: true });
  const store = openLmdbStore({ file: join(folder, 'data.mdb'), durable: false, onClosed });
  // An open file may lose its name everywhere but on Windows; its blocks are freed with the process.
  if (process.platform !== 'win32') rmSync(folder, { recursive: true });
  return store;
}
