// What logging costs requests: the share of the thread that answers them which 5,000 lines a second take on their way to
// CloudWatch Logs. Then how fast lines are taken at all, and how long a query over all of them takes.
//
//   npm run bench -- logs [seconds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogs } from '../packages/engine/src/services/logs/logs.ts';
import { createTargets } from '../packages/engine/src/services/targets.ts';
import { openStore } from '../packages/engine/src/store/open-store.ts';
import { createWorld } from '../packages/engine/src/world/world.ts';

const seconds = Number(process.argv[2] ?? 5);
const linesPerSecond = 5000;
const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-logs-'));
const store = openStore(folder);
const logs = createLogs({
  world: createWorld(),
  store,
  targets: createTargets(() => ({})),
  recordMetric: () => {},
  recordEmbeddedMetrics: () => {},
});
const line = (index: number): string =>
  `2026-11-22T10:00:00.000Z\t8f5c7a4e-0000-4000-8000-000000000000\tINFO\t{"level":"info","n":${index}}`;

/** Milliseconds of processor time a second of the engine's own thread, in which it can answer nothing. */
async function busyShare(feed: boolean): Promise<number> {
  const before = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - startedAt;
      if (feed)
        for (; sent < (elapsed / 1000) * linesPerSecond; sent += 1) logs.line('/aws/lambda/bench', `stream-${sent % 4}`, line(sent));
      if (elapsed < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
  await logs.flush();
  const { utilization } = performance.eventLoopUtilization(before);
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(
    `${feed ? `${linesPerSecond} lines/s` : 'quiet'}: event loop ${(utilization * 100).toFixed(1)} %, processor ${((user + system) / seconds / 10_000).toFixed(1)} %\n`,
  );
  return utilization;
}

const quiet = await busyShare(false);
const busy = await busyShare(true);
process.stdout.write(`what ${linesPerSecond} lines/s take of the thread that answers requests: ${((busy - quiet) * 100).toFixed(1)} %\n`);

const startedAt = performance.now();
const count = 100_000;
for (let index = 0; index < count; index += 1) logs.line('/aws/lambda/bench', 'burst', line(index));
await logs.flush();
process.stdout.write(`a burst of ${count} lines on disk: ${Math.round((count / (performance.now() - startedAt)) * 1000)} lines/s\n`);

const now = Math.floor(Date.now() / 1000);
const queryAt = performance.now();
const queryString = 'filter level = "info" | stats count(*), max(n) by @logStream';
const { queryId } = await logs.call('StartQuery', {
  logGroupName: '/aws/lambda/bench',
  startTime: now - 3600,
  endTime: now + 60,
  queryString,
});
let answer = await logs.call('GetQueryResults', { queryId });
while (answer.status === 'Running' || answer.status === 'Scheduled') {
  await new Promise((resolve) => setTimeout(resolve, 5));
  answer = await logs.call('GetQueryResults', { queryId });
}
process.stdout.write(`a query over all of them: ${String(answer.status)}, ${Math.round(performance.now() - queryAt)} ms\n`);
await store.close();
rmSync(folder, { recursive: true, force: true });
