// Kills a writing process (-9) as often as it is told, on one data folder: the bare store first, then DynamoDB with indexes, a stream
// and transactions. Counts what was lost, torn or out of step. Usage: store-crash [kills, 100]

import { inspectTable } from '../packages/engine/test/dynamodb/crash-table.ts';
import { crash } from '../packages/engine/test/store/crash.ts';
import { inspectPairs } from '../packages/engine/test/store/crash-pairs.ts';

const kills = Number(process.argv[2] ?? 100);
const engineFolder = 'packages/engine';
const runs = {
  'the bare store': () => crash({ kills, engineFolder, writer: 'test/store/crash-writer.ts', writesMax: 300, inspect: inspectPairs }),
  DynamoDB: () => crash({ kills, engineFolder, writer: 'test/dynamodb/crash-writer.ts', writesMax: 100, inspect: inspectTable }),
};

for (const [name, run] of Object.entries(runs)) {
  const startedAt = performance.now();
  const { acknowledged, findings } = await run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const found = Object.entries(findings).map(([what, list]) => `${list.length} ${what === 'outOfStep' ? 'out of step' : what}`);
  console.log(`${name}: ${kills} kills in ${seconds} s, ${acknowledged} acknowledged writes, ${found.join(', ')}`);
  if (Object.values(findings).some((list) => list.length > 0)) process.exitCode = 1;
}
