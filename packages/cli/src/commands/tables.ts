import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, type CommandInput, textOption, UsageError } from '../command.ts';
import { CallRefusal, type Connection, connect, Unreachable } from '../tables/connection.ts';
import { type Format, formats, LineFault } from '../tables/formats.ts';
import { type Reading, readItems } from '../tables/read-items.ts';
import { keyText, readTable, sizeText, type TableSummary, tableNames } from '../tables/table.ts';
import { writeItems } from '../tables/write-items.ts';
import type { Terminal } from '../terminal.ts';

interface Task {
  readonly input: CommandInput;
  readonly terminal: Terminal;
  readonly connection: Connection;
  /** @throws UsageError when the user named none */
  tableName(): string;
}

/** What `tables` can be told to do. */
const actions: { readonly [action: string]: (task: Task) => Promise<number> } = {
  list,
  show,
  query,
  scan,
  export: exportItems,
  import: importItems,
};

export const tables: Command = {
  name: 'tables',
  summary: `Look into DynamoDB tables and carry their items in and out: ${Object.keys(actions).join(', ')}.`,
  positionals: '[action] [table]',
  options: {
    data: { type: 'string', value: 'DIR', summary: "the project's data folder (.gatewright)" },
    'endpoint-url': {
      type: 'string',
      value: 'URL',
      summary: 'a running DynamoDB in place of the folder: the AWS endpoint of gatewright dev, or any other',
    },
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      summary: "jsonl, csv or dynamodb (AWS's own JSON with types); by the file's ending, else jsonl",
    },
    file: { type: 'string', value: 'FILE', summary: 'for export and import; - for standard output and input (-)' },
    index: { type: 'string', value: 'NAME', summary: 'query or scan this index' },
    key: { type: 'string', value: 'VALUE', summary: 'for query: the value of the partition key' },
    'sort-key': { type: 'string', value: 'VALUE', summary: 'for query: the value of the sort key' },
    'begins-with': { type: 'string', value: 'TEXT', summary: 'for query: what the sort key begins with' },
    reverse: { type: 'boolean', summary: 'for query: from the last item to the first' },
    limit: { type: 'string', short: 'n', value: 'N', summary: 'items at most' },
  },
  async run(input, terminal) {
    const [action = 'list', table] = input.positionals;
    const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!run) throw new UsageError(`gatewright tables knows ${Object.keys(actions).join(', ')}, not "${action}".`);
    const tableName = (): string => {
      if (table === undefined) throw new UsageError(`gatewright tables ${action} needs the name of a table.`);
      return table;
    };
    if (action !== 'list') tableName();
    try {
      const connection = await connect(
        textOption(input, 'endpoint-url'),
        resolve(terminal.cwd, textOption(input, 'data') ?? '.gatewright'),
      );
      try {
        return await run({ input, terminal, connection, tableName });
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (!(error instanceof CallRefusal || error instanceof Unreachable || error instanceof LineFault || isFileError(error))) throw error;
      terminal.error(error.message);
      return 1;
    }
  },
};

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'path' in error && 'code' in error;
}

async function list({ connection, terminal }: Task): Promise<number> {
  const rows: TableSummary[] = [];
  for (const name of await tableNames(connection)) {
    const table = await readTable(connection, name);
    if (!terminal.interactive) terminal.out(JSON.stringify(table));
    rows.push(table);
  }
  if (!terminal.interactive) return 0;
  const width = Math.max(5, ...rows.map(({ name }) => name.length)) + 2;
  terminal.out(`${'TABLE'.padEnd(width)}${'ITEMS'.padStart(12)}${'SIZE'.padStart(12)}  KEY`);
  for (const { name, itemCount, sizeBytes, key } of rows) {
    terminal.out(`${name.padEnd(width)}${itemCount.toLocaleString('en').padStart(12)}${sizeText(sizeBytes).padStart(12)}  ${keyText(key)}`);
  }
  return 0;
}

async function show({ connection, terminal, tableName }: Task): Promise<number> {
  const table = await readTable(connection, tableName());
  if (!terminal.interactive) {
    terminal.out(JSON.stringify(table));
    return 0;
  }
  const { name, status, itemCount, sizeBytes, key, indexes } = table;
  terminal.out(`${name}  ${status}`);
  terminal.out(`  ${itemCount.toLocaleString('en')} items, ${sizeText(sizeBytes)}, key ${keyText(key)}`);
  for (const it of indexes) {
    terminal.out(`  index ${it.name}: ${it.itemCount.toLocaleString('en')} items, ${sizeText(it.sizeBytes)}, key ${keyText(it.key)}`);
  }
  return 0;
}

async function query(task: Task): Promise<number> {
  const { input, connection, tableName } = task;
  const TableName = tableName();
  const partition = textOption(input, 'key');
  if (partition === undefined) throw new UsageError('gatewright tables query needs the partition key: --key VALUE.');
  const table = await readTable(connection, TableName);
  const indexName = textOption(input, 'index');
  const index = table.indexes.find(({ name }) => name === indexName);
  const [hash, range] = (indexName === undefined ? table : index)?.key ?? [];
  if (!hash)
    throw new CallRefusal(
      `The table ${TableName} has no index "${indexName}". It has: ${table.indexes.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  const values: { [placeholder: string]: object } = { ':p': { [hash.type]: partition } };
  const conditions = ['#p = :p'];
  const sort = textOption(input, 'sort-key') ?? textOption(input, 'begins-with');
  if (sort !== undefined) {
    if (!range) throw new CallRefusal(`The key of ${indexName ?? TableName} has no sort key: ${keyText([hash])}.`);
    conditions.push(textOption(input, 'sort-key') === undefined ? 'begins_with(#s, :s)' : '#s = :s');
    values[':s'] = { [range.type]: sort };
  }
  return printItems(task, {
    operation: 'Query',
    input: {
      TableName,
      ...(indexName !== undefined && { IndexName: indexName }),
      KeyConditionExpression: conditions.join(' AND '),
      ExpressionAttributeNames: { '#p': hash.name, ...(sort !== undefined && range && { '#s': range.name }) },
      ExpressionAttributeValues: values,
      ScanIndexForward: input.values.reverse !== true,
    },
    limit: limitOf(input),
  });
}

const scanOf = ({ input, tableName }: Task): Reading => {
  const indexName = textOption(input, 'index');
  return {
    operation: 'Scan',
    input: { TableName: tableName(), ...(indexName !== undefined && { IndexName: indexName }) },
    limit: limitOf(input),
  };
};

async function scan(task: Task): Promise<number> {
  return printItems(task, scanOf(task));
}

async function printItems({ connection, terminal, input }: Task, reading: Reading): Promise<number> {
  for await (const line of formatOf(input).write(() => readItems(connection, reading))) terminal.out(line);
  return 0;
}

async function exportItems(task: Task): Promise<number> {
  const { connection, terminal, input, tableName } = task;
  const file = fileOf(input);
  const progress = new Progress(terminal, 'exported');
  const items = () => progress.count(readItems(connection, scanOf(task)));
  const lines = formatOf(input, file).write(items);
  if (file === undefined) {
    for await (const line of lines) terminal.out(line);
  } else {
    const texts = async function* (): AsyncIterable<string> {
      for await (const line of lines) yield `${line}\n`;
    };
    await pipeline(Readable.from(texts()), createWriteStream(resolve(terminal.cwd, file)));
  }
  terminal.error(`${progress.total.toLocaleString('en')} items of ${tableName()} exported${file === undefined ? '' : ` to ${file}`}.`);
  return 0;
}

async function importItems({ connection, terminal, input, tableName }: Task): Promise<number> {
  const file = fileOf(input);
  const table = await readTable(connection, tableName());
  const lines =
    file === undefined
      ? createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
      : (await open(resolve(terminal.cwd, file))).readLines();
  const key = new Map(table.key.map(({ name, type }) => [name, type]));
  const progress = new Progress(terminal, 'imported');
  const count = await writeItems(connection, table.name, formatOf(input, file).read(lines, key), (written) => progress.tell(written));
  terminal.error(`${count.toLocaleString('en')} items imported into ${table.name}.`);
  return 0;
}

/** @throws UsageError */
function formatOf(input: CommandInput, file?: string): Format {
  const ending = file?.endsWith('.csv') ? 'csv' : 'jsonl';
  const name = textOption(input, 'format') ?? ending;
  const format = formats.find((it) => it.name === name);
  if (!format) throw new UsageError(`--format is ${formats.map((it) => it.name).join(', ')}, not "${name}".`);
  return format;
}

/** Undefined for standard input and output. */
function fileOf(input: CommandInput): string | undefined {
  const file = textOption(input, 'file');
  return file === '-' ? undefined : file;
}

/** @throws UsageError */
function limitOf(input: CommandInput): number {
  const text = textOption(input, 'limit');
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--limit is a number of items, not "${text}".`);
  return Number(text);
}

/** Tells now and then how far a long run has come. */
class Progress {
  total = 0;
  readonly #terminal: Terminal;
  readonly #verb: string;
  #toldAt = performance.now();

  constructor(terminal: Terminal, verb: string) {
    this.#terminal = terminal;
    this.#verb = verb;
  }

  tell(count: number): void {
    if (performance.now() - this.#toldAt < 1000) return;
    this.#toldAt = performance.now();
    this.#terminal.error(`${count.toLocaleString('en')} items ${this.#verb} so far`);
  }

  /** Passes the items on and counts them; a second walk counts anew. */
  async *count<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    this.total = 0;
    for await (const item of items) {
      this.tell(++this.total);
      yield item;
    }
  }
}
