exports.echo = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });

/** Returns what the caller asks for, throws, or sends text that is no JSON. */
exports.work = async (event) => {
  const { returns, throws } = event.queryStringParameters ?? {};
  if (throws !== undefined) throw new Error(throws);
  return returns === undefined || returns === 'undefined' ? undefined : JSON.parse(returns);
};

exports.authorizer = async (event) => {
  const token = event.headers['x-token'] ?? event.headers['X-Token'];
  if (token === 'throw') throw new Error('broken');
  if (token === 'shape') return { nonsense: true };
  if (event.version === '2.0' && event.routeKey !== 'GET /policy')
    return { isAuthorized: token === 'good', context: { n: 1, list: [1, 2], map: { a: true }, token } };
  const Effect = token === 'good' ? 'Allow' : 'Deny';
  const Resource = event.routeArn ?? event.methodArn;
  return {
    principalId: 'me',
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
    context: { n: 1, word: 'w', type: event.type, source: String(event.identitySource) },
  };
};

exports.streaming = awslambda.streamifyResponse(async (event, stream) => {
  if (event.rawPath === '/plain') {
    stream.write('a');
    stream.end('b');
    return;
  }
  if (event.rawPath === '/throws') throw new Error('broken');
  const metadata = { statusCode: 201, headers: { 'content-type': 'text/plain', 'x-h': '1' }, cookies: ['c=1', 'd=2'] };
  const out = awslambda.HttpResponseStream.from(stream, metadata);
  out.write('one');
  out.end('two');
});
