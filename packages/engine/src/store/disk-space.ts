import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Kept free beside what a transaction writes: LMDB copies the pages it changes, and other programs want to live. */
const reserveBytes = 16 * 1024 * 1024;

/** Bytes that may still be written where the file is. */
export function freeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}

/** A write that the disk has no room for. What is stored stays as it is, and writes go on when there is room again. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/**
 * Refuses a transaction before the disk does, in the middle of it.
 * @param free bytes that are free @throws DiskFull
 */
export function checkSpace(file: string, wantedBytes: number, free: number): void {
  if (free >= wantedBytes + reserveBytes) return;
  const mib = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  throw new DiskFull(
    `The disk of ${file} is full: ${mib(free)} are free. Nothing was written and nothing is lost; make room and try again.`,
  );
}
