import { JsonText } from '../../../protocol/json-protocol.ts';
import { required, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { tableOfArn } from '../tables/table-of-arn.ts';
import { checkTagCount, readTags, tagList } from '../tables/table-tags.ts';

const input = dynamoDbStructure('TagResourceInput', { ResourceArn: required(string({ min: 1, max: 1283 })), Tags: required(tagList) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html — its answer has no body, not even `{}`. */
export const tagResource: Operation = operation('TagResource', input, async (database, request) => {
  if (request.Tags.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
  const given = readTags(request.Tags);
  const table = tableOfArn(database, request.ResourceArn);
  const tags = new Map([...table.tags, ...given].map((tag) => [tag.Key, tag]));
  checkTagCount(tags.size);
  await database.tables.save({ ...table, tags: [...tags.values()] });
  return new JsonText(Buffer.alloc(0));
});
