import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder that is `/opt` for a function with these layers: the layer's own when there is one, so that edits are seen at once; else what
 * they hold together, a later layer's file over an earlier one's.
 *
 * @param layers absolute folders, in the function's order
 * @param root where merged folders are made
 * @source "Working with layers for Lambda functions", AWS Lambda developer guide
 */
export function mergeLayers(layers: readonly string[], root: string): string | undefined {
  const [first, ...more] = layers;
  if (first === undefined || more.length === 0) return first;
  const stamps = layers.map((it) => `${it} ${existsSync(it) ? statSync(it).mtimeMs : ''}`);
  const merged = join(root, createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16));
  if (existsSync(merged)) return merged;
  const making = `${merged}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  for (const layer of layers) if (existsSync(layer)) cpSync(layer, making, { recursive: true, force: true, verbatimSymlinks: true });
  renameSync(making, merged);
  return merged;
}
