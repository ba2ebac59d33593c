import { type Accumulator, aggregates } from './aggregates.ts';
import type { Column, Command, Pipeline } from './commands.ts';
import { isTrue } from './expression.ts';
import type { ResultRow } from './query.ts';
import { LogRecord } from './record.ts';
import { compareValues, textOf, timeText, type Value } from './value.ts';

/** What a query may hold at once. */
const maximumHeld = 500_000;
const maximumGroups = 100_000;

/** Takes the records of a query in batches, and has its result at the end. */
export interface Execution {
  /** @returns how many records went through the commands that take them one by one */
  take(records: readonly LogRecord[]): number;
  /** No other record can change the result: records come from the newest to the oldest. */
  readonly full: boolean;
  finish(limit: number): readonly ResultRow[];
}

/** @throws RangeError from `take` when the query holds too much at once */
export function execute({ commands, shown, timeFields, isAggregated }: Pipeline): Execution {
  const barrier = commands.findIndex(({ kind }) => kind === 'stats' || kind === 'sort' || kind === 'dedup' || kind === 'limit');
  const streaming = barrier < 0 ? commands : commands.slice(0, barrier);
  const rest = barrier < 0 ? [] : commands.slice(barrier);
  const [first, ...afterStats] = rest;
  const stats = first?.kind === 'stats' ? createStats(first) : undefined;
  const onlyLimits = rest.every(({ kind }) => kind === 'limit' || kind === 'compute');
  const enough = Math.min(10_000, ...rest.map((it) => (it.kind === 'limit' ? it.count : 10_000)));
  const held: LogRecord[] = [];
  return {
    take(records) {
      let matched = 0;
      for (const record of records) {
        if (!streaming.every((command) => passes(command, record))) continue;
        matched += 1;
        if (stats) stats.add(record);
        else if (held.push(record) > maximumHeld) throw new RangeError('the query holds too many events at once; filter them first');
      }
      return matched;
    },
    get full() {
      return onlyLimits && held.length >= enough;
    },
    finish(limit) {
      const rows = stats ? stats.rows() : newestFirst(held);
      const result = (stats ? afterStats : rest).reduce(applied, rows);
      return result.slice(0, limit).map((record) => rowOf(record, shown, { timeFields, pointer: !isAggregated }));
    },
  };
}

function newestFirst(records: readonly LogRecord[]): readonly LogRecord[] {
  return records.toSorted((a, b) => compareValues(b.get('@timestamp'), a.get('@timestamp')));
}

/** A command that takes records one by one. */
function passes(command: Command, record: LogRecord): boolean {
  if (command.kind === 'filter') return isTrue(command.passes(record));
  if (command.kind === 'parse') command.run(record);
  if (command.kind === 'compute') compute(record, command.columns);
  return true;
}

function compute(record: LogRecord, columns: readonly Column[]): void {
  for (const { name, expression } of columns) record.set(name, expression.evaluate(record));
}

/** A command over all records that are left. */
function applied(records: readonly LogRecord[], command: Command): readonly LogRecord[] {
  switch (command.kind) {
    case 'limit':
      return records.slice(0, command.count);
    case 'sort': {
      const keyed = records.map((record) => ({ record, values: command.keys.map(({ expression }) => expression.evaluate(record)) }));
      keyed.sort((a, b) => {
        for (const [index, { descending }] of command.keys.entries()) {
          const order = compareValues(a.values[index], b.values[index]);
          if (order !== 0) return descending ? -order : order;
        }
        return 0;
      });
      return keyed.map(({ record }) => record);
    }
    case 'dedup': {
      const seen = new Set<string>();
      return records.filter((record) => {
        const values = command.names.map((name) => record.get(name));
        // Whoever has nothing in one of the fields is no duplicate.
        if (values.includes(undefined)) return true;
        const key = JSON.stringify(values);
        return seen.has(key) ? false : seen.add(key);
      });
    }
    case 'stats': {
      const stats = createStats(command);
      for (const record of records) stats.add(record);
      return stats.rows();
    }
    default:
      return records.filter((record) => passes(command, record));
  }
}

interface Group {
  readonly by: readonly Value[];
  readonly accumulators: readonly Accumulator[];
}

function createStats({ columns, by, aggregations }: Extract<Command, { kind: 'stats' }>): {
  add(record: LogRecord): void;
  rows(): readonly LogRecord[];
} {
  const groups = new Map<string, Group>();
  const groupOf = (values: readonly Value[]): Group => {
    const key = JSON.stringify(values.map((it) => it ?? null));
    const group = groups.get(key) ?? {
      by: values,
      accumulators: aggregations.flatMap(({ kind, percent }) => aggregates[kind]?.(percent) ?? []),
    };
    groups.set(key, group);
    if (groups.size > maximumGroups) throw new RangeError('the stats command has too many groups');
    return group;
  };
  return {
    add(record) {
      const { accumulators } = groupOf(by.map(({ expression }) => expression.evaluate(record)));
      const timestamp = record.get('@timestamp');
      for (const [index, { of }] of aggregations.entries())
        accumulators[index]?.add(of ? of.evaluate(record) : 1, typeof timestamp === 'number' ? timestamp : 0);
    },
    rows: () =>
      [...groups.values()].map((group) => {
        const slots = aggregations.map(({ slot }, index) => [slot, group.accumulators[index]?.result] as const);
        const record = new LogRecord(new Map([...by.map(({ name }, index) => [name, group.by[index]] as const), ...slots]));
        compute(record, columns);
        return record;
      }),
  };
}

interface Shown {
  readonly timeFields: ReadonlySet<string>;
  /** Whether rows are events, which have a pointer to their record. */
  readonly pointer: boolean;
}

/** What a record has nothing of is left out. */
function rowOf(record: LogRecord, names: readonly string[], { timeFields, pointer }: Shown): ResultRow {
  const row: { field: string; value: string }[] = [];
  for (const name of names) {
    const value = record.get(name);
    if (value === undefined) continue;
    row.push({ field: name, value: timeFields.has(name) && typeof value === 'number' ? timeText(value) : textOf(value) });
  }
  const at = pointer ? record.get('@ptr') : undefined;
  return typeof at === 'string' && !names.includes('@ptr') ? [...row, { field: '@ptr', value: at }] : row;
}
