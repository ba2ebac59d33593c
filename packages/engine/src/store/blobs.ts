import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** From the byte `start`, included, to `end`, excluded. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Files of any size, each under an id, written and read as they flow: gigabytes pass in flat memory. */
export interface Blobs {
  /** Writes all pieces, and resolves once they are on disk; rejects as the pieces do, and leaves nothing then. */
  write(id: string, pieces: AsyncIterable<Buffer>): Promise<void>;
  read(id: string, range: ByteRange): AsyncIterable<Buffer>;
  /** Keeps blobs for a reader that has yet to come to them: a deletion waits for its answer to be called. */
  hold(ids: readonly string[]): () => void;
  /** A blob that is not there is gone already. */
  delete(id: string): Promise<void>;
  /** Removes what was there before these were opened and is not in use. */
  sweep(inUse: ReadonlySet<string>): Promise<void>;
  close(): void;
}

/** @param folder where they are kept; undefined keeps them in the temporary folder until `close` */
export function openBlobs(folder: string | undefined): Blobs {
  // The disk's own clock stamps files, so it is the one to compare with.
  const openedAtMs = Date.now();
  let temporary: string | undefined;
  const root = (): string => {
    if (folder !== undefined) return folder;
    temporary ??= mkdtempSync(join(tmpdir(), `gatewright-blobs-${process.pid}-`));
    return temporary;
  };
  // Thousands of files in one folder are slow to look at.
  const fileOf = (id: string): string => join(root(), id.slice(0, 2), id);
  /** How many readers have yet to come to a blob. */
  const holds = new Map<string, number>();
  const doomed = new Set<string>();
  const letGo = (id: string): void => {
    const left = (holds.get(id) ?? 1) - 1;
    if (left > 0) holds.set(id, left);
    else holds.delete(id);
    if (left > 0 || !doomed.delete(id)) return;
    rm(fileOf(id), { force: true }).catch((error: unknown) => process.emitWarning(`A file could not be removed: ${String(error)}`));
  };
  return {
    async write(id, pieces) {
      const file = fileOf(id);
      await mkdir(join(root(), id.slice(0, 2)), { recursive: true });
      const handle = await open(file, 'wx', 0o600);
      try {
        await writeAll(handle, pieces);
        if (folder !== undefined) await handle.sync();
      } catch (error) {
        await handle.close();
        await rm(file, { force: true });
        throw error;
      }
      await handle.close();
    },
    read: (id, { start, end }) =>
      end <= start ? noPieces() : createReadStream(fileOf(id), { start, end: end - 1, highWaterMark: 256 * 1024 }),
    hold(ids) {
      for (const id of ids) holds.set(id, (holds.get(id) ?? 0) + 1);
      let isHeld = true;
      return () => {
        if (isHeld) for (const id of ids) letGo(id);
        isHeld = false;
      };
    },
    async delete(id) {
      if (holds.has(id)) doomed.add(id);
      else await rm(fileOf(id), { force: true });
    },
    async sweep(inUse) {
      if (folder === undefined) return;
      for (const part of await namesIn(folder)) {
        for (const id of await namesIn(join(folder, part))) {
          if (inUse.has(id)) continue;
          const file = join(folder, part, id);
          const { mtimeMs } = await stat(file);
          if (mtimeMs < openedAtMs) await rm(file, { force: true });
        }
      }
    },
    close() {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** None where there is no folder yet. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

async function writeAll(handle: FileHandle, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    let written = 0;
    while (written < piece.length) written += (await handle.write(piece, written)).bytesWritten;
  }
}

async function* noPieces(): AsyncIterable<Buffer> {}
