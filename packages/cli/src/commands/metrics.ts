import { type Command, textOption, UsageError } from '../command.ts';
import { createColours } from '../output/colours.ts';
import { createCloudWatchSource } from '../plot/cloudwatch-source.ts';
import { SourceFailure } from '../plot/metric-source.ts';
import { sparkline } from '../plot/sparkline.ts';
import { type Summary, sum, summarize } from '../plot/summary.ts';
import { watchedEndpoint, watchedOptions } from '../watched-endpoint.ts';

/** Points of a plot. */
const points = 30;

export const metrics: Command = {
  name: 'metrics',
  summary: 'Draw the requests, errors, latencies and costs of a running gatewright dev.',
  options: {
    since: { type: 'string', value: 'TIME', summary: 'how far back: 30m, 3h, 7d (30m)' },
    json: { type: 'boolean', summary: 'one JSON object a line' },
    ...watchedOptions,
  },
  async run(input, terminal) {
    const minutes = minutesOf(textOption(input, 'since') ?? '30m');
    const periodSeconds = Math.ceil(minutes / points) * 60;
    const endMs = Math.ceil(Date.now() / 60_000) * 60_000;
    const source = createCloudWatchSource(watchedEndpoint(input, terminal));
    try {
      const found = await summarize(source, { startMs: endMs - minutes * 60_000, endMs, periodSeconds });
      if (input.values.json === true) for (const it of found) terminal.out(JSON.stringify({ ...it, periodSeconds }));
      else if (found.length === 0) terminal.out('No requests yet.');
      else
        for (const it of found)
          for (const line of linesOf(it, terminal.env.NO_COLOR === undefined && terminal.interactive)) terminal.out(line);
      return 0;
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      terminal.error(error.message);
      return 1;
    }
  },
};

function minutesOf(text: string): number {
  const [, amount, unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError(`--since is a time such as 30m, 3h or 7d, not "${text}".`);
  return Number(amount) * ({ m: 1, h: 60, d: 1440 }[unit] ?? 1);
}

function linesOf({ kind, name, requests, errors, p50, p95, p99, cost }: Summary, colours: boolean): readonly string[] {
  const paint = createColours(colours);
  const ms = (value: number | undefined): string => (value === undefined ? '-' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`);
  const failed = sum(errors);
  return [
    `${paint.bold(name)}  ${paint.dim(kind)}`,
    `  requests  ${sparkline(requests)}  ${sum(requests)}`,
    `  errors    ${sparkline(errors)}  ${failed > 0 ? paint.red(String(failed)) : '0'}`,
    `  ${kind === 'function' ? 'duration' : 'latency '}  p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}`,
    `  cost      $${cost.toFixed(6)} ${paint.dim('on AWS, us-east-1, beyond the free tier')}`,
    '',
  ];
}
