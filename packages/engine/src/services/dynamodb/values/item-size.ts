import type { AttributeValue, Item } from './attribute-value.ts';

/** Bytes of an item as DynamoDB counts them: names and values of every attribute. */
export declare function itemSizeBytes(item: Item): number;

/** Bytes of one value, without its attribute's name. */
export declare function valueSizeBytes(value: AttributeValue): number;
