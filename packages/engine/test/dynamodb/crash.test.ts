// Durability of whole transactions: kill -9 tears none, and no index, count or stream falls out of step with its table. The short form;
// benchmarks/store-crash.ts kills as often as it is told.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { crash } from '../store/crash.ts';
import { inspectTable } from './crash-table.ts';

test('keeps tables, indexes, counts and streams in step when it is killed', async () => {
  const engineFolder = fileURLToPath(new URL('../../', import.meta.url));
  const report = await crash({ kills: 6, engineFolder, writer: 'test/dynamodb/crash-writer.ts', writesMax: 60, inspect: inspectTable });
  expect(report.acknowledged).toBeGreaterThan(20);
  expect(report.findings).toEqual({ lost: [], torn: [], outOfStep: [] });
});
