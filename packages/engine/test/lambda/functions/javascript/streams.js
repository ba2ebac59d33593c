const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');
const streamify = awslambda.streamifyResponse;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.pieces = streamify(async (_event, stream) => {
  stream.write('one ');
  await pause(30);
  stream.write('two');
  stream.end();
});
exports.prelude = streamify(async (_event, raw) => {
  const stream = awslambda.HttpResponseStream.from(raw, { statusCode: 418, cookies: ['a=1'] });
  stream.write('teapot');
  stream.end();
});
exports.onlyEnded = streamify(async (_event, raw) => {
  awslambda.HttpResponseStream.from(raw, { statusCode: 204 }).end();
});
exports.typed = streamify(async (_event, stream) => {
  stream.setContentType('text/plain');
  stream.write({ an: 'object' });
  stream.end();
});
exports.typedTooLate = streamify(async (_event, stream) => {
  stream.write('x');
  stream.setContentType('text/plain');
});
exports.many = streamify(async ({ megabytes }, stream) => {
  const piece = Buffer.alloc(1024 * 1024, 'x');
  let written = 0;
  await pipeline(
    Readable.from(
      (function* () {
        for (; written < megabytes; written += 1) yield piece;
      })(),
    ),
    stream,
  );
});
exports.slowReader = streamify(async (_event, stream) => {
  let count = 0;
  while (stream.write(Buffer.alloc(256 * 1024))) count += 1;
  for (; count < 40; count += 1) {
    if (!stream.write(Buffer.alloc(256 * 1024))) await new Promise((resolve) => stream.once('drain', resolve));
    console.log(`written ${count}`);
  }
  stream.end();
});
exports.breaks = streamify(async (_event, stream) => {
  stream.write('before');
  await pause(20);
  throw new RangeError('in the middle');
});
exports.breaksAtOnce = streamify(async () => {
  throw new RangeError('at once');
});
exports.crashes = streamify(async (_event, stream) => {
  stream.write('before');
  await pause(20);
  process.exit(3);
});
exports.hangs = streamify(async (_event, stream) => {
  stream.write('before');
  await pause(60_000);
});
exports.plain = async () => ({ plain: true });
exports.plainBreaks = async () => {
  throw new TypeError('plainly');
};
