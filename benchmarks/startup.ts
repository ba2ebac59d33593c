// From the command to the first 200, in rounds of all servers in turn; medians.
import { contestants, startContestant } from './harness/servers.ts';

const rounds = Number(process.argv[2] ?? 5);
const times = new Map<string, number[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const contestant of contestants) {
    const running = await startContestant(contestant);
    if (!running) continue;
    times.set(contestant.name, [...(times.get(contestant.name) ?? []), running.firstAnswerMs]);
    await running.stop();
  }
}
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const ours = median(times.get('gatewright') ?? []);
for (const [name, list] of times)
  console.log(`${name.padEnd(42)} ${median(list).toFixed(0).padStart(6)} ms   ${(median(list) / ours).toFixed(2)}x of gatewright`);
