// What CloudWatch's metrics cost: writing a million points, reading them by the minute, and taking them to disk.
//
//   npm run bench -- metrics

import { createCloudWatch } from '../packages/engine/src/services/cloudwatch/cloudwatch.ts';
import { openMemoryStore } from '../packages/engine/src/store/open-store.ts';
import { createWorld } from '../packages/engine/src/world/world.ts';

const store = openMemoryStore();
const cloudwatch = createCloudWatch({ world: createWorld(), store, targets: { deliver: async () => {} } });
const points = 1_000_000;
const hourMs = 3_600_000;
const endMs = Date.now();
const handle = cloudwatch.metrics.handle('Bench', 'Latency', [{ Name: 'Route', Value: '/users' }], 'Milliseconds');

const writing = performance.now();
for (let index = 0; index < points; index += 1)
  cloudwatch.metrics.recordValue(handle, endMs - 3 * hourMs + Math.floor((index / points) * 3 * hourMs), 1 + ((index * 7919) % 1000));
const wroteMs = performance.now() - writing;

for (const Stat of ['Sum', 'p99']) {
  const reading = performance.now();
  const answer = await cloudwatch.call('GetMetricData', {
    StartTime: endMs / 1000 - 3 * 3600,
    EndTime: endMs / 1000,
    MetricDataQueries: [
      {
        Id: 'm',
        MetricStat: {
          Metric: { Namespace: 'Bench', MetricName: 'Latency', Dimensions: [{ Name: 'Route', Value: '/users' }] },
          Period: 60,
          Stat,
        },
      },
    ],
  });
  const readMs = performance.now() - reading;
  const [result] = Array.isArray(answer.MetricDataResults) ? answer.MetricDataResults : [];
  process.stdout.write(`${Stat} of ${points} points by the minute: ${readMs.toFixed(1)} ms, ${result?.Values.length} datapoints\n`);
}
const flushing = performance.now();
await cloudwatch.stop();
process.stdout.write(
  `written in ${wroteMs.toFixed(0)} ms (${((wroteMs / points) * 1000).toFixed(2)} µs a point), to disk in ${(performance.now() - flushing).toFixed(0)} ms\n`,
);
await store.close();
