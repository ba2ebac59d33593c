// Kills a writing process (-9) as often as it is told, on one data folder, and counts what was lost. Usage: store-crash [kills, 100]
import { crash } from '../packages/engine/test/store/crash.ts';

const kills = Number(process.argv[2] ?? 100);
const startedAt = performance.now();
const report = await crash(kills, 'packages/engine');
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
  `${report.kills} kills in ${seconds} s, ${report.acknowledged} acknowledged writes, ${report.lost.length} lost, ${report.torn.length} torn`,
);
if (report.lost.length > 0 || report.torn.length > 0) process.exitCode = 1;
