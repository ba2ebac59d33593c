import {
  boolean,
  isRecord,
  list,
  map,
  required,
  type Shape,
  serializationError,
  string,
  structure,
  throwProblems,
} from '../../protocol/shape.ts';
import type { AttributeUpdatesParameter, ConditionsParameter, ExpectedParameter } from './expressions/non-expression-parameters.ts';
import { readAttributeMap, readAttributeValue, type WireAttributeValue, type WireItem } from './values/attribute-value.ts';

/** The members that several of DynamoDB's requests share. Orders of enumerations are AWS's own. */

const javaPackage = 'com.amazonaws.dynamodb.v20120810';

/** A structure of DynamoDB's model, by its AWS name. */
export const dynamoDbStructure: typeof structure = (name, members) => structure(`${javaPackage}.${name}`, members);

/** @param type the AWS name of the structure that the map's values are */
export function dynamoDbMap<T>(member: Shape<T>, type: string): Shape<{ readonly [name: string]: T }> {
  return map(member, `${javaPackage}.${type}`);
}

export const attributeValue: Shape<WireAttributeValue> = {
  read(wire, inside) {
    if (inside === 'field' && typeof wire !== 'object') throw serializationError('Unexpected field type');
    return readAttributeValue(wire);
  },
  check: () => undefined,
};

export const attributeMap: Shape<WireItem> = {
  read(wire, inside) {
    // In a list or a map AWS refuses a scalar in the words it has for maps.
    if (inside === 'value' && !isRecord(wire) && !Array.isArray(wire)) map(attributeValue, '').read(wire, inside);
    return readAttributeMap(wire);
  },
  check: () => undefined,
};

/** Data operations take a name or an ARN, and check the name only as far as to tell the two apart. */
export const tableName: Shape<string> & { readonly required: true } = required({
  read: string().read,
  check(value, path, problems) {
    // An empty name ends the check of the request.
    if (value === '') throwProblems([emptyName(path)]);
    if (!value.startsWith('arn:')) nameOfTable.check(value, path, problems);
  },
});

/** The same where it may be left out. */
export const nameOrArn: Shape<string> = { read: tableName.read, check: tableName.check };

/** A member that is looked at by name only. */
export const anything: Shape<unknown> = { read: (wire) => wire, check: () => undefined };

/** In the operations that write one item an empty name is a problem among others. */
export const writtenTableName: Shape<string> & { readonly required: true } = required({
  read: string().read,
  check(value, path, problems) {
    if (value === '') problems.push(emptyName(path));
    else if (!value.startsWith('arn:')) nameOfTable.check(value, path, problems);
  },
});

/** Whether a batch may name a table so. */
export function isTableName(name: string): boolean {
  return name.startsWith('arn:') || /^[a-zA-Z0-9_.-]{3,255}$/.test(name);
}

/** @param echo the request's map of tables, as AWS prints it */
export function badTableNames(echo: string, path: string): string {
  return `Value '${echo}' at '${path}' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]`;
}

function emptyName(path: string): string {
  return `Value '' at '${path}' failed to satisfy constraint: Member must have length greater than or equal to 1`;
}
const nameOfTable = string({ max: 255, pattern: '[a-zA-Z0-9_.-]+' });

export const createdTableName: Shape<string> = string({ min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' });
export const indexName: Shape<string> = string({ min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' });
export const attributesToGet: Shape<readonly string[]> = list(string(), { min: 1 });
export const expressionAttributeNames: Shape<{ readonly [name: string]: string }> = map(string(), 'java.lang.String');
export const expressionAttributeValues: Shape<WireItem> = attributeMap;

export const returnConsumedCapacity: Shape<string> = string({ values: ['INDEXES', 'TOTAL', 'NONE'] });
export const returnItemCollectionMetrics: Shape<string> = string({ values: ['SIZE', 'NONE'] });
export const returnValues: Shape<string> = string({ values: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] });
export const returnValuesOnConditionCheckFailure: Shape<string> = string({ values: ['ALL_OLD', 'NONE'] });
export const conditionalOperator: Shape<string> = string({ values: ['OR', 'AND'] });
/** The newer validation's words for a ConditionalOperator that is none; the ALL is AWS's. */
export const unknownConditionalOperator = 'Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]';
export const select: Shape<string> = string({ values: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] });

const comparisonOperator = string({
  values: ['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE', 'BEGINS_WITH', 'GE', 'CONTAINS'],
});
const attributeValueList = list(attributeValue);

export const expected: Shape<ExpectedParameter> = dynamoDbMap(
  dynamoDbStructure('ExpectedAttributeValue', {
    ComparisonOperator: comparisonOperator,
    Exists: boolean,
    Value: attributeValue,
    AttributeValueList: attributeValueList,
  }),
  'ExpectedAttributeValue',
);

export const conditions: Shape<ConditionsParameter> = dynamoDbMap(
  dynamoDbStructure('Condition', { ComparisonOperator: required(comparisonOperator), AttributeValueList: attributeValueList }),
  'Condition',
);

export const attributeUpdates: Shape<AttributeUpdatesParameter> = dynamoDbMap(
  dynamoDbStructure('AttributeValueUpdate', { Action: string({ values: ['ADD', 'DELETE', 'PUT'] }), Value: attributeValue }),
  'AttributeValueUpdate',
);
