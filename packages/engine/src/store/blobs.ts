import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
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
  /** A blob that is not there is gone already. */
  delete(id: string): Promise<void>;
  close(): void;
}

/** @param folder where they are kept; undefined keeps them in the temporary folder until `close` */
export function openBlobs(folder: string | undefined): Blobs {
  let temporary: string | undefined;
  const root = (): string => {
    if (folder !== undefined) return folder;
    temporary ??= mkdtempSync(join(tmpdir(), `gatewright-blobs-${process.pid}-`));
    return temporary;
  };
  // Thousands of files in one folder are slow to look at.
  const fileOf = (id: string): string => join(root(), id.slice(0, 2), id);
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
    delete: (id) => rm(fileOf(id), { force: true }),
    close() {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

async function writeAll(handle: FileHandle, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    let written = 0;
    while (written < piece.length) written += (await handle.write(piece, written)).bytesWritten;
  }
}

async function* noPieces(): AsyncIterable<Buffer> {}
