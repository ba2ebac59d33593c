const environment = Math.random();
exports.sleep = (event) => new Promise((resolve) => setTimeout(resolve, event.ms, { environment, pid: process.pid }));
let running = 0;
exports.fast = async () => {
  running += 1;
  const alone = running === 1;
  await null;
  running -= 1;
  return { alone, pid: process.pid };
};
let count = 0;
exports.diesOnce = async (event) => {
  count += 1;
  if (event.die) process.exit(1);
  return { count, pid: process.pid };
};
exports.sometimesSlow = (event) => (event.ms ? new Promise((resolve) => setTimeout(resolve, event.ms, 'slow')) : Promise.resolve('fast'));
exports.spin = (event) => {
  const until = Date.now() + event.ms;
  while (Date.now() < until);
  return Promise.resolve(process.pid);
};
