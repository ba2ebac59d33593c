import { StringDecoder } from 'node:string_decoder';
import { UsageError } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** Standard input, as far as a value is read from it. */
export interface ValueInput extends AsyncIterable<Buffer | string> {
  /** True when a person types. */
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  pause(): unknown;
}

/**
 * A value from standard input: typed without being shown when a person is there, else all that is piped in, without its last line break.
 * It is never an argument, which the shell's history and the list of processes would show.
 * @throws UsageError when it is empty
 */
export async function readHiddenValue(terminal: Pick<Terminal, 'error'>, what: string, stdin: ValueInput = process.stdin): Promise<string> {
  const value = stdin.isTTY === true ? await typed(terminal, what, stdin) : await piped(stdin);
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

async function typed(terminal: Pick<Terminal, 'error'>, what: string, stdin: ValueInput): Promise<string> {
  terminal.error(`Value of ${what} (it is not shown; Enter ends it):`);
  stdin.setRawMode?.(true);
  const decoder = new StringDecoder('utf8');
  const characters: string[] = [];
  try {
    for await (const chunk of stdin) {
      for (const character of typeof chunk === 'string' ? chunk : decoder.write(chunk)) {
        if (character === '\r' || character === '\n' || character === endOfInput) return characters.join('');
        if (character === interrupt) throw new UsageError('Nothing was set.');
        if (character === '\u007f' || character === '\b') characters.pop();
        else characters.push(character);
      }
    }
    return characters.join('');
  } finally {
    stdin.setRawMode?.(false);
    stdin.pause();
  }
}

/** Ctrl-C and Ctrl-D, which a terminal in raw mode hands on. */
const [interrupt, endOfInput] = ['\u0003', '\u0004'];
