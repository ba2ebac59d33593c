import { csvLine, csvText, readCsv } from './csv.ts';
import { isRecord, ofKeyType, plainJson, readPlainItem, type WireItem, type WireValue } from './plain-item.ts';

/** A form of items in a file. */
export interface Format {
  readonly name: string;
  /** The lines of the items. CSV asks for the items twice: its first line names every attribute. */
  write(items: () => AsyncIterable<WireItem>): AsyncIterable<string>;
  /** The items of the lines. @param key the types of the key's attributes @throws LineFault */
  read(lines: AsyncIterable<string>, key: ReadonlyMap<string, string>): AsyncIterable<WireItem>;
}

/** A line that is no item. */
export class LineFault extends Error {
  override readonly name = 'LineFault';
}

const jsonLines: Format = {
  name: 'jsonl',
  async *write(items) {
    for await (const item of items()) yield plainJson(item);
  },
  read: (lines, key) => eachLine(lines, (line) => readPlainItem(line, key)),
};

/** AWS's own for exports to S3 and imports from there. @source "DynamoDB table export output format", developer guide */
const dynamoDbJson: Format = {
  name: 'dynamodb',
  async *write(items) {
    for await (const item of items()) yield JSON.stringify({ Item: item });
  },
  read: (lines) =>
    eachLine(lines, (line) => {
      const parsed: unknown = JSON.parse(line);
      const item = isRecord(parsed) && isRecord(parsed.Item) ? parsed.Item : parsed;
      if (!isRecord(item) || !Object.values(item).every(isRecord))
        throw new SyntaxError('a line holds {"Item": {"name": {"S": "value"}, ...}}');
      return item as WireItem;
    }),
};

const csv: Format = {
  name: 'csv',
  async *write(items) {
    const names = new Set<string>();
    for await (const item of items()) for (const name of Object.keys(item)) names.add(name);
    if (names.size === 0) return;
    yield csvLine([...names]);
    for await (const item of items()) yield csvLine([...names].map((name) => csvText(item[name])));
  },
  /** As AWS imports it: the first row names the attributes, those of the key have their types, the others are strings. */
  async *read(lines, key) {
    let names: readonly string[] | undefined;
    for await (const row of readCsv(lines)) {
      if (!names) {
        names = row;
        continue;
      }
      const item: { [name: string]: WireValue } = {};
      names.forEach((name, column) => {
        const text = row[column] ?? '';
        if (text !== '') item[name] = ofKeyType({ S: text }, key.get(name));
      });
      yield item;
    }
  },
};

/** Every format, by the name that --format takes. */
export const formats: readonly Format[] = [jsonLines, csv, dynamoDbJson];

async function* eachLine(lines: AsyncIterable<string>, read: (line: string) => WireItem): AsyncIterable<WireItem> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    yield readOne(line, number, read);
  }
}

function readOne(line: string, number: number, read: (line: string) => WireItem): WireItem {
  try {
    return read(line);
  } catch (error) {
    if (error instanceof SyntaxError) throw new LineFault(`Line ${number} is no item: ${error.message}`);
    throw error;
  }
}
