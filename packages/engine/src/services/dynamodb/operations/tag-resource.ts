import { required, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { tableOfArn } from '../tables/table-of-arn.ts';
import { tagList } from '../tables/table-shapes.ts';
import { checkTags } from '../tables/table-tags.ts';

const input = dynamoDbStructure('TagResourceInput', { ResourceArn: required(string({ min: 1, max: 1283 })), Tags: required(tagList) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource: Operation = operation('TagResource', input, async (database, request) => {
  if (request.Tags.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
  checkTags(request.Tags);
  const table = tableOfArn(database, 'TagResource', request.ResourceArn);
  const tags = new Map([...table.tags, ...request.Tags].map((tag) => [tag.Key, tag]));
  checkTags([...tags.values()]);
  await database.tables.save({ ...table, tags: [...tags.values()] });
  return {};
});
