import type { Item } from '../values/attribute-value.ts';
import type { DocumentPath } from './document-path.ts';
import type { ExpressionScope } from './expression-scope.ts';

export type Projection = readonly DocumentPath[];

/** @throws ServiceError ValidationException */
export declare function parseProjection(scope: ExpressionScope, text: string): Projection;

/** The parts of the item at these paths; list elements close up in their order. Empty when none is there. */
export declare function project(item: Item, projection: Projection): Item;
