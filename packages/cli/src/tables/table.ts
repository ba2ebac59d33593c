import type { Connection } from './connection.ts';

/** What the command needs to know of a table. */
export interface TableSummary {
  readonly name: string;
  readonly status: string;
  readonly itemCount: number;
  readonly sizeBytes: number;
  readonly key: readonly KeyAttribute[];
  readonly indexes: readonly IndexSummary[];
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
}

export interface IndexSummary {
  readonly name: string;
  readonly itemCount: number;
  readonly sizeBytes: number;
  readonly key: readonly KeyAttribute[];
}

interface WireIndex {
  readonly IndexName?: string;
  readonly ItemCount?: number;
  readonly IndexSizeBytes?: number;
  readonly KeySchema?: readonly { readonly AttributeName: string }[];
}

interface WireTable extends WireIndex {
  readonly TableName: string;
  readonly TableStatus: string;
  readonly TableSizeBytes?: number;
  readonly AttributeDefinitions?: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly WireIndex[];
  readonly LocalSecondaryIndexes?: readonly WireIndex[];
}

/** Every table's name, however many pages they are. */
export async function tableNames(connection: Connection): Promise<readonly string[]> {
  const names: string[] = [];
  let start: string | undefined;
  do {
    const page = await connection.call('ListTables', start === undefined ? {} : { ExclusiveStartTableName: start });
    if (Array.isArray(page.TableNames)) names.push(...page.TableNames.map(String));
    start = typeof page.LastEvaluatedTableName === 'string' ? page.LastEvaluatedTableName : undefined;
  } while (start !== undefined);
  return names;
}

/** @throws CallRefusal when there is no such table */
export async function readTable(connection: Connection, name: string): Promise<TableSummary> {
  const { Table } = await connection.call('DescribeTable', { TableName: name });
  // DescribeTable's answer is a table.
  const table = Table as WireTable;
  const types = new Map(table.AttributeDefinitions?.map((it) => [it.AttributeName, it.AttributeType]));
  const keyOf = ({ KeySchema = [] }: WireIndex): readonly KeyAttribute[] =>
    KeySchema.map(({ AttributeName }) => ({ name: AttributeName, type: types.get(AttributeName) ?? 'S' }));
  return {
    name: table.TableName,
    status: table.TableStatus,
    itemCount: table.ItemCount ?? 0,
    sizeBytes: table.TableSizeBytes ?? 0,
    key: keyOf(table),
    indexes: [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])].map((index) => ({
      name: index.IndexName ?? '',
      itemCount: index.ItemCount ?? 0,
      sizeBytes: index.IndexSizeBytes ?? 0,
      key: keyOf(index),
    })),
  };
}

export function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const unit = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${(bytes / 1024 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** `pk (S), sk (N)` */
export function keyText(key: readonly KeyAttribute[]): string {
  return key.map(({ name, type }) => `${name} (${type})`).join(', ');
}
