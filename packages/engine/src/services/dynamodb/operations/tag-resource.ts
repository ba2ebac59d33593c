import { required, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { tableOfArn } from '../tables/table-of-arn.ts';
import { tagList } from '../tables/table-shapes.ts';

const tagsMax = 50;

const input = dynamoDbStructure('TagResourceInput', { ResourceArn: required(string({ min: 1, max: 1283 })), Tags: required(tagList) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource: Operation = operation('TagResource', input, async (database, request) => {
  if (request.Tags.length === 0) throw validationError('One or more parameter values were invalid: At least one tag must be provided');
  const table = tableOfArn(database, 'TagResource', request.ResourceArn);
  const tags = new Map([...table.tags, ...request.Tags].map((tag) => [tag.Key, tag]));
  if (tags.size > tagsMax) {
    throw validationError(
      `One or more parameter values were invalid: Too many tags: the maximum of ${tagsMax} tags for a resource would be exceeded`,
    );
  }
  await database.tables.save({ ...table, tags: [...tags.values()] });
  return {};
});
