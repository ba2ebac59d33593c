// Durability: an acknowledged write outlives kill -9. The short form; benchmarks/store-crash.ts kills as often as it is told.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { crash } from './crash.ts';

test('loses no acknowledged write and tears no transaction when it is killed', async () => {
  const report = await crash(8, fileURLToPath(new URL('../../', import.meta.url)));
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.lost).toEqual([]);
  expect(report.torn).toEqual([]);
});
