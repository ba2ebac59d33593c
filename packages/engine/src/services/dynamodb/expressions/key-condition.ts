import type { AttributeValue } from '../values/attribute-value.ts';
import type { ExpressionScope } from './expression-scope.ts';

/** Conditions on attributes that must prove to be a key's: see `bindKeyCondition`. */
export interface KeyCondition {
  readonly comparisons: readonly KeyComparison[];
}

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

export interface KeyComparison {
  readonly attributeName: string;
  readonly operator: KeyOperator;
  /** One value; two for BETWEEN. */
  readonly values: readonly AttributeValue[];
}

/** What of an index or table a query reads. */
export interface KeyRange {
  readonly partition: AttributeValue;
  readonly sort?: { readonly operator: KeyOperator; readonly values: readonly AttributeValue[] } | undefined;
}

export interface KeyAttributes {
  readonly partition: { readonly name: string; readonly type: 'S' | 'N' | 'B' };
  readonly sort?: { readonly name: string; readonly type: 'S' | 'N' | 'B' } | undefined;
}

/** @throws ServiceError ValidationException */
export declare function parseKeyCondition(scope: ExpressionScope, text: string): KeyCondition;

/** Fits the condition to the key of the table or index queried. @throws ServiceError ValidationException `Query condition missed key schema element: id` */
export declare function bindKeyCondition(condition: KeyCondition, key: KeyAttributes): KeyRange;
