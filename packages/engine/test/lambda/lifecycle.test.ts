// Covers what happens to an environment around its invocations: it is frozen, provisioned, debugged. Sources: "Understanding the Lambda
// execution environment lifecycle", "Configuring provisioned concurrency for a function", AWS Lambda developer guide; Node.js for the debugger.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { configure, startRuntime } from './run-function.ts';

const lambda = startRuntime();

interface Ticking {
  readonly pid: number;
  readonly ticked: boolean;
}

afterAll(() => lambda.runtime.stop());

test.runIf(process.platform === 'linux')('nothing runs between two invocations, and what was left goes on with the next', async () => {
  const settings = { handler: 'frozen.handler', functionName: 'frozen' };
  const { pid } = (await lambda.invoke<Ticking>(settings)).body;
  const stateOf = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.charAt(0) ?? '';
  // Something else runs meanwhile: the freezing is under way, and nothing but the clock could wake the function.
  await lambda.invoke({ handler: 'load.sleep', functionName: 'meanwhile' }, { ms: 400 });
  expect(stateOf()).toBe('T');
  const { pid: later, ticked } = (await lambda.invoke<Ticking>(settings, { untilTick: true })).body;
  expect([later, ticked]).toEqual([pid, true]);
});

test('provisioned environments are there before anybody asks, and know it', async () => {
  const settings = { handler: 'egress.initialisation', functionName: 'provisioned', provisionedConcurrentExecutions: 2 };
  lambda.runtime.putFunction(configure(settings));
  await lambda.runtime.warmUp();
  const starts = lambda.events.filter((it) => it.type === 'log' && it.functionName === 'provisioned' && it.line.startsWith('INIT_START'));
  expect(starts.length).toBe(2);
  const answer = await lambda.invoke(settings);
  expect(answer.body).toBe('provisioned-concurrency');
  expect(answer.trace.coldStart).toBe(false);
});

test('a debugger stops in the TypeScript, and nothing times out meanwhile', { timeout: 60_000 }, async () => {
  const settings = { codeRoot: 'typescript', handler: 'debugged.handler', functionName: 'debugged', timeoutSeconds: 1, inspectPort: 0 };
  await lambda.invoke(settings, { name: 'first' });
  const { line } = await lambda.event('log', (it) => it.line.startsWith('Debugger listening on ws://127.0.0.1:'));
  const debug = await attach(line.slice('Debugger listening on '.length));
  const script = debug.event('Debugger.scriptParsed', ({ url }) => /debugged\.m?js$/.test(String(url)));
  await debug.call('Debugger.enable');
  const { sourceMapURL } = await script;
  const map: { sources: string[]; sourceRoot: string } = JSON.parse(
    Buffer.from(String(sourceMapURL).split(',')[1] ?? '', 'base64').toString(),
  );
  expect(map.sources.map((it) => map.sourceRoot + it)).toContainEqual(expect.stringMatching(/^file:.*typescript\/debugged\.ts$/));
  const paused = debug.event('Debugger.paused', () => true);
  await debug.call('Debugger.setBreakpointByUrl', { urlRegex: '.*/debugged\\.m?js', lineNumber: await lineOfGreeting(debug) });
  const answer = lambda.invoke(settings, { name: 'debugger' });
  await paused;
  await lambda.invoke({ handler: 'load.sleep', functionName: 'meanwhile' }, { ms: 1500 });
  await debug.call('Debugger.resume');
  expect((await answer).body).toBe('Hello, debugger');
  debug.socket.destroy();
  // The debugger has left: what takes too long takes too long again.
  expect((await lambda.invoke(settings, { name: 'nobody', waitMs: 60_000 })).body).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

interface Debugger {
  readonly socket: Socket;
  call(method: string, params?: object): Promise<Record<string, unknown>>;
  event(method: string, fits: (params: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
}

/** The generated line of `return greeting`: V8's own breakpoints are by generated lines, and editors translate them by the source map. */
async function lineOfGreeting(debug: Debugger): Promise<number> {
  const { scriptSource } = await debug.call('Debugger.getScriptSource', { scriptId: debugScript.id });
  return String(scriptSource)
    .split('\n')
    .findIndex((it) => it.includes('return greeting'));
}

const debugScript = { id: '' };

/** A client of the inspector's protocol: a WebSocket of text frames. */
async function attach(url: string): Promise<Debugger> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  const events: { readonly method: string; readonly params: Record<string, unknown> }[] = [];
  const waiting: {
    method: string;
    fits: (params: Record<string, unknown>) => boolean;
    resolve: (params: Record<string, unknown>) => void;
  }[] = [];
  let count = 0;
  let kept = Buffer.alloc(0);
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let upgraded = false;
  socket.on('data', (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    if (!upgraded) {
      const end = kept.indexOf('\r\n\r\n');
      if (end < 0) return;
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      expect(kept.toString('latin1', 0, end)).toContain(accept);
      kept = kept.subarray(end + 4);
      upgraded = true;
      open();
    }
    for (;;) {
      if (kept.length < 2) return;
      let length = (kept[1] ?? 0) & 0x7f;
      let offset = 2;
      if (length === 126) {
        if (kept.length < 4) return;
        length = kept.readUInt16BE(2);
        offset = 4;
      } else if (length === 127) {
        if (kept.length < 10) return;
        length = Number(kept.readBigUInt64BE(2));
        offset = 10;
      }
      if (kept.length < offset + length) return;
      const message = JSON.parse(kept.toString('utf8', offset, offset + length));
      kept = kept.subarray(offset + length);
      if (message.id !== undefined) answers.get(message.id)?.(message.result ?? {});
      else {
        if (message.method === 'Debugger.scriptParsed' && /debugged\.m?js$/.test(message.params.url))
          debugScript.id = message.params.scriptId;
        events.push(message);
        for (const it of waiting.filter((waiter) => waiter.method === message.method && waiter.fits(message.params)))
          it.resolve(message.params);
      }
    }
  });
  await opened;
  return {
    socket,
    call(method, params = {}) {
      count += 1;
      const id = count;
      const body = Buffer.from(JSON.stringify({ id, method, params }));
      const head =
        body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff]);
      // Masked with nothing, which is a mask too.
      socket.write(Buffer.concat([head, Buffer.alloc(4), body]));
      return new Promise((resolve) => answers.set(id, resolve));
    },
    event(method, fits) {
      const past = events.find((it) => it.method === method && fits(it.params));
      if (past) return Promise.resolve(past.params);
      return new Promise((resolve) => waiting.push({ method, fits, resolve }));
    },
  };
}
