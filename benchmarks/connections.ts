// What connections leave behind: ten thousand opened and dropped, half of them in the middle of a request. Prints the memory after each
// round; it is flat when the rounds after the first add nothing.
import { connect } from 'node:net';
import { apiTemplate, startGateway } from '../packages/engine/test/gateway/start-gateway.ts';

const total = Number(process.argv[2] ?? 10_000);
const atOnce = 200;
const rounds = 4;

const gateway = await startGateway({
  template: apiTemplate({ 'POST /a': 'answer' }),
  functions: { answer: () => ({ statusCode: 200 }) },
  keep: false,
});
const beginnings = ['', 'POST /test/a HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf', 'POST /test/a HT', 'nonsense\r\n\r\n'];

/** Opens a connection, writes the beginning of something, and drops it. */
function drop(index: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(gateway.port, '127.0.0.1', () => {
      socket.write(beginnings[index % beginnings.length] ?? '', () => (index % 2 === 0 ? socket.end() : socket.resetAndDestroy()));
    });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    // A server that keeps a half-closed connection is left by us.
    socket.setTimeout(2000, () => socket.destroy());
    socket.resume();
  });
}

for (let round = 1; round <= rounds; round += 1) {
  for (let done = 0; done < total / rounds; done += atOnce) await Promise.all(Array.from({ length: atOnce }, (_, index) => drop(index)));
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const answer = await gateway.send({ method: 'POST', path: '/test/a' });
  console.log(
    `round ${round}: ${((round * total) / rounds).toFixed(0)} connections, heap ${(heapUsed / 1e6).toFixed(1)} MB, rss ${(rss / 1e6).toFixed(0)} MB, still answers ${answer.status}`,
  );
}
await gateway.stop();
