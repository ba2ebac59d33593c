import { helpText, parseInput, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { version } from './version.ts';

async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(overview());
    return 0;
  }
  if (name === '--version' || name === '-v' || name === 'version') {
    terminal.out(version);
    return 0;
  }
  const entry = commands.find((it) => it.name === name);
  if (!entry) throw new UsageError(`gatewright has no command "${name}".`);
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpText(command));
    return 0;
  }
  return command.run(parseInput(command, rest), terminal);
}

function overview(): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  return ['Serverless HTTP APIs, whole on one machine.', '', 'Usage: gatewright <command> [options]', '', ...rows, ''].join('\n');
}

const terminal = createTerminal();
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  terminal.error(`${error.message}\nTry: gatewright --help`);
  process.exitCode = 2;
}
