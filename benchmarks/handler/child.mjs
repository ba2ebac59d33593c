// Runs the apps in one process, in turns: the parent measures nothing itself, so that no app has a warmer machine than another.
import { cases, check, context } from './cases.mjs';

const [, , ...files] = process.argv;
const apps = [];
for (const file of files) apps.push((await import(file)).handler);
const [bare] = apps;

/** CPU time of one call in µs. Each call gets an event of its own, as Lambda parses one for each: some apps write into it. Parsing is not timed. */
async function measure(handler, text, calls) {
  const events = Array.from({ length: calls }, () => JSON.parse(text));
  const before = process.cpuUsage();
  for (const event of events) await handler(event, context);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

process.on('message', async ({ rounds, calls }) => {
  try {
    for (const [index, handler] of apps.entries()) await check(files[index], handler, bare);
    const times = {};
    for (const [line, request] of Object.entries(cases)) {
      const text = JSON.stringify(request);
      for (const handler of apps) await measure(handler, text, calls * 10);
      times[line] = apps.map(() => []);
      for (let round = 0; round < rounds; round++) {
        // Every app goes first as often as any other.
        for (let turn = 0; turn < apps.length; turn++) {
          const index = (turn + round) % apps.length;
          times[line][index].push(await measure(apps[index], text, calls));
        }
      }
    }
    process.send({ times });
  } catch (error) {
    process.send({ fault: String(error.message ?? error) });
  }
});
process.send({ ready: true });
