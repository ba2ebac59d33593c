import { type Command, UsageError } from '../command.ts';
import { createColours } from '../output/colours.ts';
import { createCloudWatchSource } from '../plot/cloudwatch-source.ts';
import { SourceFailure } from '../plot/metric-source.ts';
import { watchedEndpoint, watchedOptions } from '../watched-endpoint.ts';

export const alarms: Command = {
  name: 'alarms',
  summary: 'Show the alarms of a running gatewright dev, or the history of them or of one.',
  positionals: '[history] [alarm]',
  options: {
    json: { type: 'boolean', summary: 'one JSON object a line' },
    ...watchedOptions,
  },
  async run(input, terminal) {
    const [action, alarmName] = input.positionals;
    if (action !== undefined && action !== 'history') throw new UsageError(`gatewright alarms knows "history", not "${action}".`);
    const source = createCloudWatchSource(watchedEndpoint(input, terminal));
    const paint = createColours(terminal.env.NO_COLOR === undefined && terminal.interactive);
    const show = <Row>(rows: readonly Row[], lines: (row: Row) => readonly string[], none: string): void => {
      if (rows.length === 0 && input.values.json !== true) terminal.out(none);
      for (const row of rows) for (const line of input.values.json === true ? [JSON.stringify(row)] : lines(row)) terminal.out(line);
    };
    const painted = (state: string): string =>
      state === 'ALARM' ? paint.red(state) : state === 'OK' ? paint.green(state) : paint.yellow(state);
    try {
      if (action === 'history') {
        const found = await source.history(alarmName);
        show(found, (it) => [`${paint.dim(it.time)}  ${it.alarmName}  ${it.summary}`], 'Nothing has happened yet.');
      } else {
        const found = await source.alarms();
        show(
          found,
          (it) => [
            `${painted(it.state)}  ${paint.bold(it.name)}  ${paint.dim(`since ${it.since}`)}`,
            `  ${it.reason}`,
            ...(it.suppressed === undefined ? [] : [`  ${it.suppressed}`]),
          ],
          'No alarms.',
        );
      }
      return 0;
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      terminal.error(error.message);
      return 1;
    }
  },
};
