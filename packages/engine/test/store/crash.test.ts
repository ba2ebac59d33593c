// Durability: an acknowledged write outlives kill -9. The short form; benchmarks/store-crash.ts kills as often as it is told.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { crash } from './crash.ts';
import { inspectPairs } from './crash-pairs.ts';

test('loses no acknowledged write and tears no transaction when it is killed', async () => {
  const engineFolder = fileURLToPath(new URL('../../', import.meta.url));
  const report = await crash({ kills: 8, engineFolder, writer: 'test/store/crash-writer.ts', writesMax: 300, inspect: inspectPairs });
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.findings).toEqual({ lost: [], torn: [] });
});
