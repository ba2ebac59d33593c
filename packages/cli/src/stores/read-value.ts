import { UsageError } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/**
 * A value from standard input: typed without being shown when a person is there, else all that is piped in, without its last line break.
 * It is never an argument, which the shell's history and the list of processes would show.
 * @throws UsageError when it is empty
 */
export async function readHiddenValue(terminal: Terminal, what: string, stdin: NodeJS.ReadStream = process.stdin): Promise<string> {
  const value = stdin.isTTY ? await typed(terminal, what, stdin) : await piped(stdin);
  if (value === '') throw new UsageError(`There is no value for ${what}: type it, or pipe it in.`);
  return value;
}

async function piped(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function typed(terminal: Terminal, what: string, stdin: NodeJS.ReadStream): Promise<string> {
  terminal.error(`Value of ${what} (it is not shown; Enter ends it):`);
  stdin.setRawMode(true);
  let value = '';
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return value;
        if (character === '\u0003') throw new UsageError('Nothing was set.');
        value = character === '\u007f' || character === '\b' ? value.slice(0, -1) : value + character;
      }
    }
    return value;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
