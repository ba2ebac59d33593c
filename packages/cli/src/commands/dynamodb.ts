import { resolve } from 'node:path';
import { dynamoDbTargets, SetupError, startDynamoDB } from '@gatewright/engine/dynamodb';
import { type Command, portOption, textOption, UsageError } from '../command.ts';
import { dynamoDbTarget, targetOption, throttleTablesOption } from '../dynamodb-options.ts';
import { noteEndpoint } from '../running-endpoint.ts';
import type { Terminal } from '../terminal.ts';

/** DynamoDB Local's own. */
const defaultPort = 8000;

export const dynamodb: Command = {
  name: 'dynamodb',
  summary: 'Serve DynamoDB alone on this machine, in the place of DynamoDB Local.',
  options: {
    port: { type: 'string', short: 'p', value: 'PORT', summary: 'the port; 0 takes a free one (8000)' },
    data: { type: 'string', value: 'DIR', summary: 'where the tables live (.gatewright)' },
    memory: { type: 'boolean', summary: 'keep nothing on disk' },
    'throttle-tables': throttleTablesOption,
    target: targetOption,
  },
  async run(input, terminal) {
    const startedAt = performance.now();
    const memory = input.values.memory === true;
    const data = textOption(input, 'data');
    if (memory && data !== undefined) throw new UsageError('--memory keeps nothing and --data keeps it in a folder: choose one.');
    const dataRoot = memory ? undefined : resolve(terminal.cwd, data ?? '.gatewright');
    const target = dynamoDbTarget(input, dynamoDbTargets);
    const interrupted = new Promise<void>((done) => {
      terminal.onInterrupt(done);
    });
    try {
      const port = portOption(input, 'port') ?? defaultPort;
      const service = await startDynamoDB({
        port,
        throttleTables: input.values['throttle-tables'] === true,
        ...(target !== undefined && { target }),
        ...(dataRoot === undefined ? { memory } : { dataRoot }),
      });
      const forgetEndpoint = dataRoot === undefined ? undefined : noteEndpoint(dataRoot, 'dynamodb', service.url);
      tellReady(terminal, { url: service.url, data: dataRoot, startedInMs: Math.round(performance.now() - startedAt) });
      await interrupted;
      forgetEndpoint?.();
      await service.stop();
      return 0;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      terminal.error(`${error.message}\n${error.hint}`);
      return 1;
    }
  },
};

function tellReady(terminal: Terminal, ready: { url: string; data: string | undefined; startedInMs: number }): void {
  if (!terminal.interactive) {
    terminal.out(JSON.stringify({ event: 'ready', ...ready }));
    return;
  }
  terminal.out(`DynamoDB    ${ready.url}`);
  terminal.out(`Tables      ${ready.data ?? 'kept in memory only'}`);
  terminal.out(`Ready in ${ready.startedInMs} ms. Any credentials and any region will do; Ctrl-C stops.`);
}
