// What watching costs requests, end to end: a function that logs 5,000 lines a second, 1,000 of them with a metric in the embedded
// format, beside another that answers requests, all through the command line and on disk. Quiet and noisy windows take turns.
//
//   npm run bench -- watching [pairs] [milliseconds a window] [connections]
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLoad } from './harness/load.ts';

const [pairs, windowMs, connections] = [Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 2000), Number(process.argv[4] ?? 1)];
const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-watching-'));
const linesPerSecond = 5000;

const method = (name: string, path: string): string => `
  ${name}:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.${name}, Runtime: nodejs22.x, CodeUri: ., Timeout: 29, Events: { Get: { Type: Api, Properties: { Method: GET, Path: ${path} } } } }`;
writeFileSync(
  join(folder, 'template.yaml'),
  `Transform: AWS::Serverless-2016-10-31\nResources:${method('answer', '/answer')}${method('noise', '/noise')}\n`,
);
writeFileSync(
  join(folder, 'index.js'),
  `exports.answer = async () => ({ statusCode: 200, body: '{"ok":true}' });
const line = (n) => n % 5 === 0
  ? JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'Bench', Dimensions: [['Route']], Metrics: [{ Name: 'Time', Unit: 'Milliseconds' }] }] }, Route: '/r' + (n % 10), Time: n % 100 })
  : JSON.stringify({ level: 'info', message: 'something has happened', n });
exports.noise = ({ queryStringParameters: { ms } }) => new Promise((resolve) => {
  const startedAt = Date.now();
  let sent = 0;
  const timer = setInterval(() => {
    const elapsed = Date.now() - startedAt;
    for (; sent < elapsed / 1000 * ${linesPerSecond}; sent += 1) process.stdout.write(line(sent) + '\\n');
    if (elapsed < ms) return;
    clearInterval(timer);
    resolve({ statusCode: 200, body: String(sent) });
  }, 10);
});
`,
);

// Into a file: whoever reads what dev prints must not be who sends the requests.
const printed = join(folder, 'printed.jsonl');
const command = ['packages/cli/dist/main.js', 'dev', folder, '--port', '0', '--aws-port', '0', '--data', join(folder, '.data')];
const child = spawn(process.execPath, command, { stdio: ['ignore', openSync(printed, 'w'), 'inherit'] });
let address: string | undefined;
while (address === undefined) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  address = /"type":"ready","url":"(http:[^"]+)"/.exec(readFileSync(printed, 'utf8'))?.[1];
}

/** Seconds of processor time of the engine's process, in the kernel's hundredths. */
function processorMs(): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

interface Window {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly processorMsPerSecond: number;
}

async function measure(): Promise<Window> {
  const [startedMs, startedAt] = [processorMs(), performance.now()];
  const { requestsPerSecond, p50Ms, p99Ms, wrongCount } = await runLoad(`${address}/answer`, { connections, durationMs: windowMs });
  if (wrongCount > 0) throw new Error(`${wrongCount} wrong answers`);
  return { requestsPerSecond, p50Ms, p99Ms, processorMsPerSecond: ((processorMs() - startedMs) / (performance.now() - startedAt)) * 1000 };
}

await measure();
const rows: { readonly quiet: Window; readonly noisy: Window; readonly lines: number }[] = [];
for (let pair = 0; pair < pairs; pair += 1) {
  const quiet = await measure();
  const noise = fetch(`${address}/noise?ms=${Math.round(windowMs * 1.6)}`);
  const noisy = await measure();
  const lines = Number(await (await noise).text());
  rows.push({ quiet, noisy, lines });
}
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const show = (name: string, of: (row: (typeof rows)[number]) => number, digits = 2): void => {
  process.stdout.write(`${name}: ${median(rows.map(of)).toFixed(digits)}\n`);
};
show('requests/s, quiet', (it) => it.quiet.requestsPerSecond, 0);
show('requests/s, noisy', (it) => it.noisy.requestsPerSecond, 0);
show('noisy of quiet, median of the pairs', (it) => it.noisy.requestsPerSecond / it.quiet.requestsPerSecond, 3);
show('p50 ms, quiet', (it) => it.quiet.p50Ms, 3);
show('p50 ms, noisy', (it) => it.noisy.p50Ms, 3);
show('p99 ms, quiet', (it) => it.quiet.p99Ms, 3);
show('p99 ms, noisy', (it) => it.noisy.p99Ms, 3);
show('processor ms of the engine a second that the lines take', (it) => {
  const perRequest = it.quiet.processorMsPerSecond / it.quiet.requestsPerSecond;
  return it.noisy.processorMsPerSecond - perRequest * it.noisy.requestsPerSecond;
});
show(
  'processor of the engine a request, noisy of quiet',
  (it) => it.noisy.processorMsPerSecond / it.noisy.requestsPerSecond / (it.quiet.processorMsPerSecond / it.quiet.requestsPerSecond),
  3,
);
show('lines/s held', (it) => it.lines / ((windowMs * 1.6) / 1000), 0);
child.kill('SIGINT');
await new Promise((resolve) => child.once('exit', resolve));
rmSync(folder, { recursive: true, force: true });
