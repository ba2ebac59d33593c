import type { ConditionNode } from '../expressions/condition-syntax.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import type { UpdateAction } from '../expressions/update-syntax.ts';
import type { Item } from '../values/attribute-value.ts';

/** A PartiQL statement as read. Its conditions and updates are those of expressions, with a placeholder for each of its values. */
export type Statement = SelectStatement | InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement;

export interface Source {
  readonly tableName: string;
  readonly indexName: string | undefined;
}

export interface SelectStatement {
  readonly kind: 'SELECT';
  readonly source: Source;
  /** Undefined for `*`. */
  readonly projection: readonly DocumentPath[] | undefined;
  readonly where: ConditionNode | undefined;
  /** Empty without ORDER BY. */
  readonly order: readonly Order[];
  readonly values: PlaceholderValues;
}

export interface Order {
  readonly attributeName: string;
  readonly descending: boolean;
}

/** A transaction's check that an item is as it should be. */
export interface ExistsStatement {
  readonly kind: 'EXISTS';
  readonly select: SelectStatement;
}

export interface InsertStatement {
  readonly kind: 'INSERT';
  readonly source: Source;
  readonly item: Item;
}

export interface UpdateStatement {
  readonly kind: 'UPDATE';
  readonly source: Source;
  readonly actions: readonly UpdateAction[];
  readonly where: ConditionNode | undefined;
  readonly returning: Returning | undefined;
  readonly values: PlaceholderValues;
}

export interface DeleteStatement {
  readonly kind: 'DELETE';
  readonly source: Source;
  readonly where: ConditionNode | undefined;
  readonly returning: Returning | undefined;
  readonly values: PlaceholderValues;
}

export type Returning = `${'ALL' | 'MODIFIED'} ${'OLD' | 'NEW'}`;
