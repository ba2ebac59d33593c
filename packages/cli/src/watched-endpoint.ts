import { resolve } from 'node:path';
import { type CommandInput, type OptionDefinition, portOption, textOption, UsageError } from './command.ts';
import { runningEndpoint } from './running-endpoint.ts';
import type { Terminal } from './terminal.ts';

const defaultUrl = 'http://127.0.0.1:4566';

/** The options of the commands that watch what runs. */
export const watchedOptions: { readonly [name: string]: OptionDefinition } = {
  data: { type: 'string', value: 'DIR', summary: 'the data folder of the gatewright dev to watch (.gatewright)' },
  'endpoint-url': { type: 'string', value: 'URL', summary: `the AWS endpoint to watch in its place (${defaultUrl} without such a folder)` },
  'aws-port': { type: 'string', value: 'PORT', summary: 'the same, by the port that gatewright dev has printed' },
};

/** The AWS endpoint that is named, or that of the `gatewright dev` which has the project's data folder, wherever it listens. @throws UsageError */
export function watchedEndpoint(input: CommandInput, terminal: Terminal): string {
  const [url, port] = [textOption(input, 'endpoint-url'), portOption(input, 'aws-port')];
  if (url !== undefined && port !== undefined) throw new UsageError('--endpoint-url and --aws-port name the same thing: leave one out.');
  if (url !== undefined) return url;
  if (port !== undefined) return `http://127.0.0.1:${port}`;
  return runningEndpoint(resolve(terminal.cwd, textOption(input, 'data') ?? '.gatewright'), 'aws') ?? defaultUrl;
}
