import { type ExpressionContext, parseExpression } from './expression.ts';
import { QueryError } from './query-error.ts';
import type { LogRecord } from './record.ts';

interface ParseCommand {
  readonly run: (record: LogRecord) => void;
  /** The fields it makes. */
  readonly names: readonly string[];
}

/** `parse @message "user=*, *" as user, rest` and `parse @message /user=(?<user>\S+)/`. @throws QueryError */
export function parseParse(context: ExpressionContext): ParseCommand {
  const { scanner } = context;
  // Without a field, the message is parsed.
  const field = /["'/]/.test(scanner.text[scanner.at] ?? '') ? undefined : parseField(context);
  const textOf = (record: LogRecord): string | undefined => {
    const value = field ? field(record) : record.get('@message');
    return value === undefined ? undefined : String(value);
  };
  const regex = scanner.takeRegex();
  if (regex) {
    const names = [...regex.source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name = '']) => name);
    if (names.length === 0)
      throw new QueryError('the regular expression of a parse command names what it captures: (?<name>...)', scanner.at);
    return {
      names,
      run(record) {
        const groups = regex.exec(textOf(record) ?? '')?.groups;
        for (const name of names) if (groups?.[name] !== undefined) record.set(name, groups[name]);
      },
    };
  }
  const glob = scanner.takeString();
  if (glob === undefined || !scanner.takeWord('as')) throw scanner.unexpected();
  const names = [scanner.expectName()];
  while (scanner.take(',')) names.push(scanner.expectName());
  const pieces = glob.split('*');
  if (pieces.length - 1 !== names.length)
    throw new QueryError(`the pattern of a parse command has ${pieces.length - 1} wildcards for ${names.length} names`, scanner.at);
  return {
    names,
    run(record) {
      const values = globValues(textOf(record) ?? '', pieces);
      for (const [index, value] of values?.entries() ?? []) record.set(names[index] ?? '', value);
    },
  };
}

function parseField(context: ExpressionContext): (record: LogRecord) => unknown {
  const { scanner } = context;
  const name = scanner.match(/[A-Za-z_@$][\w@$]*(?:\.[\w@$-]+)*(?=\s*["'/])/y);
  return name === undefined ? parseExpression(context).evaluate : (record) => record.get(name);
}

/** What stands at the wildcards: each reaches to the next piece, the last one to the end. Undefined when the pieces are not there. */
function globValues(text: string, pieces: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = pieces;
  const begin = text.indexOf(first);
  if (begin < 0) return undefined;
  let at = begin + first.length;
  const values: string[] = [];
  for (const [index, piece] of rest.entries()) {
    const end = piece === '' && index === rest.length - 1 ? text.length : text.indexOf(piece, at);
    if (end < 0) return undefined;
    values.push(text.slice(at, end));
    at = end + piece.length;
  }
  return values;
}
