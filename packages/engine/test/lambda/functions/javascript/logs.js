const { spawnSync } = require('node:child_process');
const { writeSync } = require('node:fs');
console.log('loaded');
exports.levels = async () => {
  console.log('log %s', 'one', { two: 2 });
  console.info('info');
  console.warn('warn');
  console.error('error');
  console.debug('debug');
  console.trace('trace');
};
exports.lines = async () => {
  console.log('first\nsecond');
  process.stdout.write('whole line\nwithout end');
};
exports.direct = async () => {
  writeSync(1, 'to the descriptor\n');
  spawnSync('echo', ['from a process'], { stdio: 'inherit' });
};
exports.error = async () => {
  throw new TypeError('broken');
};
exports.slow = async () => {
  console.log('waiting');
  return new Promise((resolve) => setTimeout(resolve, 60_000));
};
exports.exit = async () => {
  console.log('last words');
  process.exit(1);
};
exports.flood = async () => {
  for (let count = 0; count < 200_000; count += 1) console.log('x'.repeat(100));
  return 'done';
};
exports.late = async () => {
  setTimeout(() => console.log('after the answer'), 50);
};
exports.json = async () => {
  console.log('text');
  console.log({ an: 'object' });
  console.debug('left out');
  console.error('failed', new TypeError('broken'));
};
