import { type Command, textOption, UsageError } from '../command.ts';
import { LogsRefusal, type LogsSource, localLogs, NobodyAnswers, type ReadEvent } from '../logs/local-logs.ts';
import { createColours } from '../output/colours.ts';
import type { Terminal } from '../terminal.ts';
import { watchedEndpoint, watchedOptions } from '../watched-endpoint.ts';

const followEveryMs = 1000;
const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export const logs: Command = {
  name: 'logs',
  summary: 'Show what the functions of a running `gatewright dev` have logged.',
  options: {
    function: { type: 'string', short: 'f', value: 'NAME', summary: 'of this function, or this log group, alone' },
    tail: { type: 'boolean', short: 't', summary: 'go on showing what is logged, until Ctrl-C' },
    filter: { type: 'string', value: 'PATTERN', summary: 'what this filter pattern of CloudWatch Logs matches' },
    since: { type: 'string', value: 'TIME', summary: 'from 5m, 2h or 1d ago on, or from a date and time on', default: '10m' },
    json: { type: 'boolean', summary: 'one JSON object a line' },
    ...watchedOptions,
  },
  async run(input, terminal) {
    const source = localLogs(watchedEndpoint(input, terminal));
    const startMs = readSince(textOption(input, 'since') ?? '10m', Date.now());
    const write = input.values.json === true || !terminal.interactive ? jsonWriter(terminal) : textWriter(terminal);
    try {
      const groups = await groupsOf(source, textOption(input, 'function'));
      if (groups === undefined) {
        terminal.error(`No log group belongs to "${textOption(input, 'function')}". A group is there from a function's first line on.`);
        return 1;
      }
      const request = { groups, startMs, filter: textOption(input, 'filter') };
      if (input.values.tail === true) await follow(source, request, { write, terminal, name: textOption(input, 'function') });
      else for (const event of await readAll(source, request)) write(event);
      return 0;
    } catch (error) {
      if (!(error instanceof LogsRefusal || error instanceof NobodyAnswers)) throw error;
      terminal.error(error.message);
      return 1;
    }
  },
};

/** @throws UsageError */
function readSince(text: string, nowMs: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : nowMs - Number(count) * (units[unit] ?? 0);
  if (Number.isNaN(at)) throw new UsageError(`--since is a time such as 5m, 2h, 1d or 2026-11-22T10:00, not "${text}".`);
  return at;
}

/** All groups; or that of a name: a group's own, a function's, or the end of one that the stack has lengthened. */
async function groupsOf(source: LogsSource, name: string | undefined): Promise<readonly string[] | undefined> {
  const groups = await source.groups();
  if (name === undefined) return groups;
  const exact = groups.find((it) => it === name || it === `/aws/lambda/${name}`);
  if (exact !== undefined) return [exact];
  const close = groups.filter((it) => it.endsWith(`-${name}`));
  return close.length > 0 ? close : undefined;
}

interface Request {
  readonly groups: readonly string[];
  readonly startMs: number;
  readonly filter: string | undefined;
}

async function readAll(source: LogsSource, { groups, startMs, filter }: Request): Promise<readonly ReadEvent[]> {
  const found = await Promise.all(groups.map((group) => source.read({ group, startMs, filter })));
  return found.flat().sort((a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1));
}

interface Following {
  readonly write: (event: ReadEvent) => void;
  readonly terminal: Terminal;
  readonly name: string | undefined;
}

/** Asks again each second, from a little before the last event on: lines of several environments may come late. */
async function follow(source: LogsSource, request: Request, { write, terminal, name }: Following): Promise<void> {
  let stopped = false;
  let wake = (): void => {};
  const stopListening = terminal.onInterrupt(() => {
    stopped = true;
    wake();
  });
  const lateMs = 5000;
  let seen = new Map<string, number>();
  let { startMs, groups } = request;
  while (!stopped) {
    const events = await readAll(source, { ...request, groups, startMs });
    for (const event of events) if (!seen.has(event.id)) write(event);
    for (const { id, timestamp } of events) seen.set(id, timestamp);
    startMs = Math.max(startMs, (events.at(-1)?.timestamp ?? 0) - lateMs);
    seen = new Map([...seen].filter(([, timestamp]) => timestamp >= startMs));
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (!stopped) setTimeout(resolve, followEveryMs);
    });
    groups = (await groupsOf(source, name)) ?? groups;
  }
  stopListening();
}

function jsonWriter(terminal: Terminal): (event: ReadEvent) => void {
  return ({ timestamp, group, stream, message }) =>
    terminal.out(JSON.stringify({ time: new Date(timestamp).toISOString(), logGroup: group, logStream: stream, message }));
}

function textWriter(terminal: Terminal): (event: ReadEvent) => void {
  const { dim, cyan, red } = createColours(terminal.interactive && terminal.env.NO_COLOR === undefined);
  return ({ timestamp, group, message }) => {
    const time = new Date(timestamp).toISOString().slice(11, 23);
    const text = message.trimEnd();
    const isPlatform = /^(?:START|END|REPORT|INIT_START) /.test(text);
    const isError = /\b(?:ERROR|Task timed out)\b/.test(text);
    terminal.out(`${dim(time)} ${cyan(group.replace('/aws/lambda/', ''))} ${isPlatform ? dim(text) : isError ? red(text) : text}`);
  };
}
