import { JsonText } from '../../../protocol/json-protocol.ts';
import { list, required, string, validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';
import { tableOfArn } from '../tables/table-of-arn.ts';
import { checkTagKeys } from '../tables/table-tags.ts';

const input = dynamoDbStructure('UntagResourceInput', {
  ResourceArn: required(string({ min: 1, max: 1283 })),
  TagKeys: required(list(string())),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html — its answer has no body, not even `{}`. */
export const untagResource: Operation = operation('UntagResource', input, async (database, request) => {
  if (request.TagKeys.length === 0) throw validationError('Atleast one Tag Key needs to be provided as Input.');
  checkTagKeys(request.TagKeys);
  const table = tableOfArn(database, request.ResourceArn);
  await database.tables.save({ ...table, tags: table.tags.filter((tag) => !request.TagKeys.includes(tag.Key)) });
  return new JsonText(Buffer.alloc(0));
});
