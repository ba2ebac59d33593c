import { list, required, type Shape, string } from '../../../protocol/shape.ts';
import { attributeValue } from '../shapes.ts';
import type { WireAttributeValue } from '../values/attribute-value.ts';

export const statementText: Shape<string> & { readonly required: true } = required(string({ min: 1, max: 8192 }));
export const parameters: Shape<readonly WireAttributeValue[]> = list(attributeValue, { min: 1 });
