// Warm requests a second and p99 through API Gateway and a function's own process, at 1 and 32 connections; and memory, idle and loaded.
import { runLoad } from './harness/load.ts';
import { contestants, memoryMib, startContestant } from './harness/servers.ts';

const durationMs = Number(process.argv[2] ?? 3000);
const rows: { name: string; one: number; many: number; p99One: number; p99Many: number; idleMib: number; loadedMib: number }[] = [];

for (const contestant of contestants) {
  const running = await startContestant(contestant);
  if (!running) {
    console.log(`${contestant.name}: not installed (npm run bench:setup)`);
    continue;
  }
  const pid = running.process.pid ?? 0;
  const idleMib = memoryMib(pid);
  const one = await runLoad(running.url, { connections: 1, durationMs });
  const many = await runLoad(running.url, { connections: 32, durationMs });
  const loadedMib = memoryMib(pid);
  await running.stop();
  if (one.wrongCount + many.wrongCount > 0)
    throw new Error(`${contestant.name} answered ${one.wrongCount + many.wrongCount} requests wrongly.`);
  rows.push({
    name: contestant.name,
    one: one.requestsPerSecond,
    many: many.requestsPerSecond,
    p99One: one.p99Ms,
    p99Many: many.p99Ms,
    idleMib,
    loadedMib,
  });
}

const floor = rows.find((it) => it.name.includes('child'));
console.log(
  `\n${'server'.padEnd(42)} ${'1 conn/s'.padStart(9)} ${'p99 ms'.padStart(7)} ${'32 conn/s'.padStart(10)} ${'p99 ms'.padStart(7)} ${'idle MiB'.padStart(9)} ${'loaded'.padStart(7)}   of the pipe floor, 1 / 32`,
);
for (const it of rows) {
  const ratio = floor ? `${(it.one / floor.one).toFixed(2)} / ${(it.many / floor.many).toFixed(2)}` : '';
  console.log(
    `${it.name.padEnd(42)} ${it.one.toFixed(0).padStart(9)} ${it.p99One.toFixed(2).padStart(7)} ${it.many.toFixed(0).padStart(10)} ${it.p99Many.toFixed(2).padStart(7)} ${it.idleMib.toFixed(0).padStart(9)} ${it.loadedMib.toFixed(0).padStart(7)}   ${ratio}`,
  );
}
