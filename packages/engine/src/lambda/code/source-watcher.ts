import { type FSWatcher, readdirSync, type Stats, statSync, watch } from 'node:fs';
import { join } from 'node:path';

const leftOut = new Set(['node_modules', 'coverage', 'cdk.out', '__pycache__', 'venv']);
/** A folder with more folders than this is not a project's code. */
const maximumFolders = 2000;
/** Editors write a file in several steps; this long after the last one it is read. */
const quietMs = 8;

export interface ChangedFile {
  readonly file: string;
  /** When the first step of the change was seen. */
  readonly at: number;
}

/**
 * Watches folders of sources. A change is a file whose identity, size or time is another than before, however the editor saved it:
 * in place, or by renaming a new file over it. Folder by folder, because only that sees both on every system.
 */
export class SourceWatcher {
  readonly #onChange: (changes: readonly ChangedFile[]) => void;
  readonly #folders = new Map<string, FSWatcher>();
  readonly #known = new Map<string, string>();
  readonly #pending = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (changes: readonly ChangedFile[]) => void) {
    this.#onChange = onChange;
  }

  /** Watches a folder and the folders in it, without packages, builds and hidden folders. */
  watchTree(folder: string): void {
    if (!this.#watch(folder)) return;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !leftOut.has(entry.name) && !entry.name.startsWith('.')) this.watchTree(join(folder, entry.name));
    }
  }

  /** Watches one folder alone. */
  watchFolder(folder: string): void {
    this.#watch(folder);
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #watch(folder: string): boolean {
    if (this.#folders.has(folder)) return false;
    if (this.#folders.size >= maximumFolders) return false;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => this.#notice(folder, name));
      // A folder that is removed takes its watcher with it.
      watcher.on('error', () => this.#forget(folder));
      this.#folders.set(folder, watcher);
    } catch {
      // Removed since it was listed, or the system's watchers are used up: its changes are not seen.
      return false;
    }
    for (const entry of entriesOf(folder)) if (entry.isFile()) this.#identify(join(folder, entry.name));
    return true;
  }

  #forget(folder: string): void {
    this.#folders.get(folder)?.close();
    this.#folders.delete(folder);
  }

  #notice(folder: string, name: string | null): void {
    if (name === null || name.endsWith('~') || name.startsWith('.')) return;
    const file = join(folder, name);
    if (!this.#pending.has(file)) this.#pending.set(file, performance.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), quietMs);
  }

  #settle(): void {
    const changes: ChangedFile[] = [];
    for (const [file, at] of this.#pending) {
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isDirectory()) {
        const isLeftOut = leftOut.has(file.slice(file.lastIndexOf('/') + 1));
        if (!isLeftOut && !this.#folders.has(file)) {
          this.watchTree(file);
          // What was written into the new folder before it was watched.
          for (const entry of entriesOf(file)) if (entry.isFile()) changes.push({ file: join(file, entry.name), at });
        }
        continue;
      }
      const before = this.#known.get(file);
      if (this.#identify(file, stats) !== before) changes.push({ file, at });
    }
    this.#pending.clear();
    if (changes.length > 0) this.#onChange(changes);
  }

  #identify(file: string, stats: Stats | undefined = statSync(file, { throwIfNoEntry: false })): string | undefined {
    if (!stats) {
      this.#known.delete(file);
      return undefined;
    }
    const identity = `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
    this.#known.set(file, identity);
    return identity;
  }
}

function entriesOf(folder: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
