import { type Aggregation, type Expression, type ExpressionContext, parseExpression } from './expression.ts';
import { parseParse } from './parse-command.ts';
import { QueryError } from './query-error.ts';
import type { LogRecord } from './record.ts';
import { Scanner } from './scanner.ts';
import type { Value } from './value.ts';

export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export type Command =
  | { readonly kind: 'compute'; readonly columns: readonly Column[] }
  | { readonly kind: 'filter'; readonly passes: (record: LogRecord) => Value }
  | { readonly kind: 'parse'; readonly run: (record: LogRecord) => void }
  | {
      readonly kind: 'stats';
      readonly columns: readonly Column[];
      readonly by: readonly Column[];
      readonly aggregations: readonly Aggregation[];
    }
  | { readonly kind: 'sort'; readonly keys: readonly { readonly expression: Expression; readonly descending: boolean }[] }
  | { readonly kind: 'dedup'; readonly names: readonly string[] }
  | { readonly kind: 'limit'; readonly count: number };

/** A query, understood. */
export interface Pipeline {
  readonly commands: readonly Command[];
  /** The columns of its result. */
  readonly shown: readonly string[];
  readonly timeFields: ReadonlySet<string>;
  readonly isAggregated: boolean;
}

const maximumLimit = 10_000;
/** @source "stats", CloudWatch Logs Insights query syntax: two in one query */
const maximumStats = 2;

/** @throws QueryError */
export function parseQuery(text: string, nowMs: number): Pipeline {
  const scanner = new Scanner(text);
  const timeFields = new Set(['@timestamp', '@ingestionTime']);
  const commands: Command[] = [];
  let [shown, displayed]: [string[], string[] | undefined] = [[], undefined];
  const context: ExpressionContext = { scanner, nowMs, timeFields, aggregations: undefined };
  const columns = (within: ExpressionContext): Column[] => {
    const found = commaSeparated(scanner, () => parseColumn(within));
    for (const { name, expression } of found) if (expression.isTime) timeFields.add(name);
    return found;
  };
  do {
    const start = scanner.at;
    const word = scanner.match(/[A-Za-z]+/y)?.toLowerCase();
    if (word === 'fields' || word === 'display') {
      const found = columns(context);
      commands.push({ kind: 'compute', columns: found });
      const names = found.map(({ name }) => name);
      if (word === 'fields') shown.push(...names);
      else displayed = names;
    } else if (word === 'filter' || word === 'where') commands.push({ kind: 'filter', passes: parseExpression(context).evaluate });
    else if (word === 'parse') {
      const { run, names } = parseParse(context);
      commands.push({ kind: 'parse', run });
      shown.push(...names);
    } else if (word === 'stats') {
      const aggregations: Aggregation[] = [];
      const found = columns({ ...context, aggregations });
      const by = scanner.takeWord('by') ? columns(context) : [];
      commands.push({ kind: 'stats', columns: found, by, aggregations });
      [shown, displayed] = [[...by, ...found].map(({ name }) => name), undefined];
    } else if (word === 'sort' || word === 'order') {
      scanner.takeWord('by');
      commands.push({ kind: 'sort', keys: commaSeparated(scanner, () => parseSortKey(context)) });
    } else if (word === 'limit' || word === 'head' || word === 'tail') {
      if (word !== 'limit') throw new QueryError(`gatewright has no command ${word}; sort and limit do the same`, start, scanner.at);
      const count = Number(scanner.match(/\d{1,6}/y) ?? Number.NaN);
      if (!(count >= 1)) throw scanner.unexpected();
      if (count > maximumLimit) throw new QueryError(`limit is ${maximumLimit} at most`, start, scanner.at);
      commands.push({ kind: 'limit', count });
    } else if (word === 'dedup') commands.push({ kind: 'dedup', names: commaSeparated(scanner, () => scanner.expectName()) });
    else if (word !== undefined && /^(?:pattern|diff|anomaly|join|lookup|unnest|unmask|source|filterindex)$/.test(word))
      throw new QueryError(`gatewright does not run the command ${word}`, start, scanner.at);
    else
      throw new QueryError(
        `unexpected symbol found ${word ?? scanner.text[start] ?? 'nothing'} at line 1 and position ${start + 1}`,
        start,
      );
  } while (scanner.take('|'));
  if (!scanner.ended) throw scanner.unexpected();
  const stats = commands.filter(({ kind }) => kind === 'stats').length;
  if (stats > maximumStats) throw new QueryError(`a query has ${maximumStats} stats commands at most`, 0);
  const isAggregated = stats > 0;
  const all = displayed ?? shown;
  return { commands, timeFields, isAggregated, shown: [...new Set(all.length > 0 ? all : ['@timestamp', '@message'])] };
}

function parseColumn(context: ExpressionContext): Column {
  const expression = parseExpression(context);
  const name = context.scanner.takeWord('as') ? context.scanner.expectName() : expression.text.replace(/^`([^`]*)`$/, '$1');
  return { name, expression };
}

function parseSortKey(context: ExpressionContext): { readonly expression: Expression; readonly descending: boolean } {
  const expression = parseExpression(context);
  const descending = context.scanner.takeWord('desc');
  if (!descending) context.scanner.takeWord('asc');
  return { expression, descending };
}

function commaSeparated<Item>(scanner: Scanner, parse: () => Item): Item[] {
  const items = [parse()];
  while (scanner.take(',')) items.push(parse());
  return items;
}
