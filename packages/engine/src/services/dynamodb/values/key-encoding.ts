import type { AttributeValue } from './attribute-value.ts';

/**
 * Bytes of a key attribute (S, N or B) whose order is DynamoDB's order of the values, for values of one type.
 * Self-delimiting: no encoding is a prefix of another, so that a sort key may follow a partition key.
 */
export declare function encodeKey(value: AttributeValue): Buffer;
