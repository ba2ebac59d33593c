import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoBackend {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The backend of HTTP integrations. It answers with what it got, as JSON: `method`, `path`, `query`, `headers`, `body`; with the status
 * that `/status/NNN` or `/at/NNN` names, else 200; and with the headers `X-Backend: yes`, `Server`, `Via` and `Keep-Alive`. `/silent` never
 * answers, and `/hang-up` breaks the connection off.
 */
export async function startEchoBackend(): Promise<EchoBackend> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      if (path === '/silent') return;
      if (path === '/hang-up') {
        request.socket.destroy();
        return;
      }
      const statusCode = Number(/\/(?:at|status)\/(\d{3})$/.exec(path)?.[1] ?? 200);
      response.writeHead(statusCode, {
        'Content-Type': 'application/json',
        'X-Backend': 'yes',
        Server: 'echo',
        Via: '1.1 echo',
        'X-Amzn-RequestId': 'of the backend',
      });
      const { method, headers } = request;
      response.end(JSON.stringify({ method, path, query, headers, body: Buffer.concat(chunks).toString('utf8') }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
