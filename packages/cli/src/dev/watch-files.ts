import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; changes this close together are one. */
const settleMs = 40;

/**
 * Calls back when one of the files changed. Folders are watched rather than files, because editors replace a file by a new
 * one of its name. The answer stops watching.
 */
export function watchFiles(files: readonly string[], onChange: (file: string) => void): () => void {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  const byFolder = grouped(files);
  for (const [folder, members] of byFolder) {
    const names = new Map(members.map((it) => [basename(it), it]));
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      const file = name === null ? undefined : names.get(name);
      if (!file) return;
      clearTimeout(timer);
      timer = setTimeout(() => onChange(file), settleMs);
    });
    // The folder itself went away: nothing more to tell.
    watcher.on('error', () => watcher.close());
    watchers.push(watcher);
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function grouped(files: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return folders;
}
