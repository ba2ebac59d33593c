import type { Index, Table } from '../tables/table.ts';

/** Units one write costs. @source "Write request units", DynamoDB developer guide: one for each 1 KB begun */
export function writeUnits(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / 1024));
}

/**
 * Units one read costs.
 * @source "Read request units", DynamoDB developer guide: one for each 4 KB begun, half of it when eventually consistent
 */
export function readUnits(sizeBytes: number, consistentRead: boolean): number {
  return Math.max(1, Math.ceil(sizeBytes / 4096)) * (consistentRead ? 1 : 0.5);
}

/** What a request used of one table. */
export interface TableUsage {
  readonly table: Table;
  tableUnits: number;
  readonly indexUnits: Map<Index, number>;
  /** Transactions also report their units as read or write units. */
  readonly transaction?: 'read' | 'write' | undefined;
}

export function usageOf(table: Table, transaction?: 'read' | 'write'): TableUsage {
  return { table, tableUnits: 0, indexUnits: new Map(), transaction };
}

export function addIndexUnits(usage: TableUsage, index: Index, units: number): void {
  usage.indexUnits.set(index, (usage.indexUnits.get(index) ?? 0) + units);
}

/** The ConsumedCapacity of a response, or undefined when it was not asked for. */
export function consumedCapacity(mode: string | undefined, usage: TableUsage): object | undefined {
  if (mode !== 'TOTAL' && mode !== 'INDEXES') return undefined;
  const { table, tableUnits, indexUnits, transaction } = usage;
  const total = tableUnits + [...indexUnits.values()].reduce((sum, units) => sum + units, 0);
  const shown = (units: number): object => ({
    ...(transaction === 'read' && { ReadCapacityUnits: units }),
    ...(transaction === 'write' && { WriteCapacityUnits: units }),
    CapacityUnits: units,
  });
  if (mode === 'TOTAL') return { TableName: table.name, ...shown(total) };
  const ofKind = (kind: Index['kind']): object | undefined => {
    const used = [...indexUnits].filter(([index]) => index.kind === kind);
    return used.length > 0 ? Object.fromEntries(used.map(([index, units]) => [index.name, shown(units)])) : undefined;
  };
  const local = ofKind('local');
  const global = ofKind('global');
  return {
    TableName: table.name,
    ...shown(total),
    Table: shown(tableUnits),
    ...(local && { LocalSecondaryIndexes: local }),
    ...(global && { GlobalSecondaryIndexes: global }),
  };
}
