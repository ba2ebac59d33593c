import { required, string } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { tableOfArn } from '../tables/table-of-arn.ts';

const input = dynamoDbStructure('ListTagsOfResourceInput', { ResourceArn: required(string({ min: 1, max: 1283 })), NextToken: string() });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html — up to 50 tags are one page. */
export const listTagsOfResource: Operation = operation('ListTagsOfResource', input, (database, request) => ({
  Tags: tableOfArn(database, request.ResourceArn).tags,
}));
