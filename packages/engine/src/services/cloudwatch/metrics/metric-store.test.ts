// How metrics are kept: rolled up as they grow old, dropped in the end, and the same after a restart.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../store/open-store.ts';
import { createWorld } from '../../../world/world.ts';
import { MetricStore } from './metric-store.ts';
import { readPeriods } from './read-periods.ts';
import { parseStatistic } from './statistic.ts';

const startMs = Date.parse('2026-03-02T10:00:00Z');
const dayMs = 86_400_000;

test('data are read back after a restart, coarser with age, and go after 455 days', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-metrics-'));
  let nowMs = startMs;
  const world = { ...createWorld(), now: () => nowMs, after: () => () => {} };
  const open = (): { store: ReturnType<typeof openStore>; metrics: MetricStore } => {
    const store = openStore(join(folder, 'data'));
    return { store, metrics: new MetricStore(world, store) };
  };
  const first = open();
  const handle = first.metrics.handle('App', 'm', [{ Name: 'A', Value: '1' }], 'Count');
  for (let second = 0; second < 120; second += 1) {
    const value = second % 10;
    first.metrics.record(handle, startMs + second * 1000, { count: 1, sum: value, min: value, max: value, values: [[value, 1]] }, true);
  }
  await first.metrics.flush();
  await first.store.close();

  const seen: [number, number | undefined, number | undefined][] = [];
  for (const ageMs of [0, 4 * 3_600_000, 16 * dayMs, 64 * dayMs, 456 * dayMs]) {
    nowMs = startMs + ageMs;
    const { store, metrics } = open();
    const series = metrics.find('App', 'm', [{ Name: 'A', Value: '1' }])?.units.get('Count');
    const span = { startMs, endMs: startMs + 3_600_000, periodMs: 1000 };
    const buckets = series ? readPeriods(series, span, { needsValues: true }) : [];
    const [whole] = series ? readPeriods(series, { ...span, periodMs: 3_600_000 }, { needsValues: true }) : [];
    seen.push([buckets.length, whole?.sum, whole && parseStatistic('p90')?.of(whole)]);
    await metrics.flush();
    await store.close();
  }
  expect(seen).toEqual([
    [120, 540, 8],
    [2, 540, 8],
    [1, 540, 8],
    [1, 540, 8],
    [0, undefined, undefined],
  ]);
  const { store } = open();
  expect([...store.keys({ start: Buffer.from('w'), end: Buffer.from('x') })]).toEqual([]);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
