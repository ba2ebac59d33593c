// From the save of a file to the first answer of the new code: gatewright and serverless-offline, medians of several saves.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestants, startContestant } from './harness/servers.ts';

const rounds = Number(process.argv[2] ?? 10);
const folder = join(mkdtempSync(join(tmpdir(), 'gatewright-reload-')), 'hello');
cpSync('benchmarks/fixtures/hello', folder, { recursive: true });
const handler = join(folder, 'handler.js');
const text = readFileSync(handler, 'utf8');

for (const contestant of contestants.filter((it) => !it.name.startsWith('floor'))) {
  const running = await startContestant(contestant, { folder, reloading: true });
  if (!running) continue;
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await pause(400);
    const name = `Ada ${contestant.name} ${round}`;
    writeFileSync(handler, text.replace('Ada', name));
    const savedAt = performance.now();
    for (;;) {
      const body = await fetch(running.url).then((it) => it.text());
      if (body.includes(name)) break;
      if (performance.now() - savedAt > 5000) throw new Error(`${contestant.name} still answers ${body}`);
      await pause(1);
    }
    times.push(performance.now() - savedAt);
  }
  await running.stop();
  times.sort((a, b) => a - b);
  console.log(
    `${contestant.name.padEnd(22)} median ${times[Math.floor(times.length / 2)]?.toFixed(0)} ms, slowest ${times.at(-1)?.toFixed(0)} ms`,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
