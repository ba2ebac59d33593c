import { connect, type Socket } from 'node:net';

export interface Load {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 200. */
  readonly wrongCount: number;
  /** All that were answered, those of the warm-up too. */
  readonly answeredCount: number;
}

/**
 * Sends GET requests over `connections` keep-alive connections, one in flight on each, for `durationMs` after a warm-up of a
 * third of that. The client is a raw socket, so that what is measured is the server.
 */
export async function runLoad(url: string, { connections, durationMs }: { connections: number; durationMs: number }): Promise<Load> {
  const warmUp = await burst(url, connections, durationMs / 3);
  const { latencies, wrongCount, elapsedMs } = await burst(url, connections, durationMs);
  latencies.sort((a, b) => a - b);
  const at = (quantile: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * quantile))] ?? Number.NaN;
  return {
    requestsPerSecond: (latencies.length / elapsedMs) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    wrongCount,
    answeredCount: warmUp.latencies.length + latencies.length,
  };
}

async function burst(
  url: string,
  connections: number,
  durationMs: number,
): Promise<{ latencies: number[]; wrongCount: number; elapsedMs: number }> {
  const { hostname, port, pathname, search } = new URL(url);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: application/json\r\n\r\n`);
  const latencies: number[] = [];
  let wrongCount = 0;
  const startedAt = performance.now();
  const endAt = startedAt + durationMs;
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      let sentAt = 0;
      let received = '';
      const send = (): void => {
        if (performance.now() >= endAt) {
          socket.destroy();
          resolve();
          return;
        }
        sentAt = performance.now();
        received = '';
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        received += chunk.toString('latin1');
        if (!isComplete(received)) return;
        latencies.push(performance.now() - sentAt);
        if (!received.startsWith('HTTP/1.1 200')) wrongCount += 1;
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, runOne));
  return { latencies, wrongCount, elapsedMs: performance.now() - startedAt };
}

function isComplete(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const head = text.slice(0, headEnd).toLowerCase();
  const length = /content-length: (\d+)/.exec(head);
  if (length) return text.length >= headEnd + 4 + Number(length[1]);
  return text.endsWith('0\r\n\r\n');
}
