// Runs one app in a process of its own and answers the parent's questions about it.
import { cases, check, context } from './cases.mjs';

const [, , name, appFile, bareFile] = process.argv;
const { handler } = await import(appFile);
const { handler: bare } = await import(bareFile);

process.on('message', async ({ ask, line, calls }) => {
  if (ask === 'check') {
    try {
      await check(name, handler, bare);
      process.send({ done: true });
    } catch (error) {
      process.send({ fault: String(error.message ?? error) });
    }
    return;
  }
  // Each call gets an event of its own, as Lambda parses one for each: some apps write into it. Parsing is not timed.
  const text = JSON.stringify(cases[line]);
  const batch = 200;
  let cpuUs = 0;
  for (let done = 0; done < calls; done += batch) {
    const events = Array.from({ length: batch }, () => JSON.parse(text));
    const before = process.cpuUsage();
    for (const event of events) await handler(event, context);
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
  }
  process.send({ us: cpuUs / calls });
});
process.send({ ready: true });
