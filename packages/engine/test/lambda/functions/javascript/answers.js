let count = 0;
exports.echo = async (event) => event;
exports.count = async () => ++count;
exports.environment = async () => ({ variables: process.env, hourOfNoonUtc: new Date('2026-07-01T12:00:00Z').getHours() });
exports.context = async (_event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis(), cwd: process.cwd() });
exports.callback = (event, _context, callback) => callback(null, { called: event.name });
exports.callbackThenWork = (_event, _context, callback) => {
  const answer = {};
  setTimeout(() => Object.assign(answer, { toJSON: () => 'worked' }), 20);
  callback(null, answer);
};
exports.callbackWithoutWaiting = (_event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => {}, 60_000);
  callback(null, 'at once');
};
exports.succeed = (_event, context) => context.succeed('succeeded');
exports.doneTwice = (_event, context) => {
  context.done(null, 'first');
  context.done(null, 'second');
};
exports.sync = () => 'ignored before Node.js 24';
exports.nothing = async () => {};
exports.nested = { deep: { handler: async () => 'deep' } };
exports.requireFromRoot = async () => require('routes/users').list();
exports.streamed = awslambda.streamifyResponse(async (_event, stream) => {
  stream.write('{"parts":');
  stream.end('2}');
});
exports.streamedWithPrelude = awslambda.streamifyResponse(async (_event, responseStream) => {
  const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode: 201 });
  stream.write('created');
  stream.end();
});
