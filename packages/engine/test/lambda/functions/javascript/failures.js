exports.throwsError = async () => {
  throw new TypeError('no such thing');
};
exports.throwsSync = () => {
  throw new Error('at once');
};
exports.throwsText = async () => {
  throw 'just text';
};
exports.throwsNothing = async () => {
  throw undefined;
};
exports.throwsSimilar = async () => {
  throw { name: 'Custom', message: 'like an error', stack: 'Custom: like an error\n    at nowhere' };
};
exports.undefinedName = async () => getUsers();
exports.callbackError = (_event, _context, callback) => callback(new Error('called back'));
exports.callbackText = (_event, _context, callback) => callback('refused');
exports.contextFail = (_event, context) => context.fail(new Error('failed'));
exports.contextFailWithNothing = (_event, context) => context.fail();
exports.circular = async () => {
  const answer = {};
  answer.self = answer;
  return answer;
};
exports.bigint = async () => ({ count: 1n });
exports.never = async () => new Promise(() => {});
exports.neverSync = () => {};
exports.tooLarge = async () => 'x'.repeat(6_291_555);
exports.largest = async () => 'x'.repeat(6_291_554);
exports.exitZero = async () => process.exit(0);
exports.exitThree = async () => process.exit(3);
exports.abort = async () => process.abort();
exports.killed = async () => process.kill(process.pid, 'SIGTERM');
exports.rejection = async () => {
  void Promise.reject(new Error('nobody listens'));
  return new Promise((resolve) => setTimeout(resolve, 1000));
};
exports.uncaught = async () => {
  setTimeout(() => {
    throw new RangeError('later');
  }, 1);
  return new Promise((resolve) => setTimeout(resolve, 1000));
};
exports.slow = (event) => new Promise((resolve) => setTimeout(resolve, event.ms ?? 60_000, 'slept'));
exports.spin = () => {
  for (;;);
};
exports.heap = () => {
  const kept = [];
  for (;;) kept.push(new Array(10_000).fill({}));
};
exports.buffers = async () => {
  const kept = [];
  for (let count = 0; count < 200; count += 1) {
    kept.push(Buffer.alloc(4 * 1024 * 1024, 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return kept.length;
};
exports.callbackStyle = (_event, _context, callback) => callback(null, 1);
exports.notAFunction = 'text';
exports.streamNotEnded = awslambda.streamifyResponse(async (_event, stream) => {
  stream.write('part');
});
exports.streamSync = awslambda.streamifyResponse(() => 1);
exports.slowWhenAsked = async ({ slow }) => {
  if (slow) await new Promise((resolve) => setTimeout(resolve, 60_000));
  return process.pid;
};

exports.whenAsked = async ({ fail }) => {
  if (fail) throw new Error('as asked');
};
