import type { AttributeValue, Item } from '../values/attribute-value.ts';

/** Where in an item: `a.b[1]` is `['a', 'b', 1]`. The first element is an attribute's name. */
export type DocumentPath = readonly (string | number)[];

export declare function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined;
