import { placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import { reportInvalid } from './compilation.ts';
import { isFilled } from './is-filled.ts';
import { Members } from './members.ts';
import { checkShapes } from './properties.ts';
import type { SamResourceType } from './resource-types.ts';
import { ownAttributes } from './sam-resource.ts';
import { tagList } from './tags.ts';

const attributeTypes: { readonly [type: string]: string } = { Binary: 'B', Number: 'N', String: 'S' };

/** @source "AWS::Serverless::SimpleTable", AWS SAM developer guide */
export const serverlessSimpleTable: SamResourceType = {
  type: 'AWS::Serverless::SimpleTable',

  compile(it, compilation) {
    const { logicalId, properties, at } = it;
    checkShapes(
      properties,
      {
        PointInTimeRecoverySpecification: 'any',
        PrimaryKey: 'map',
        ProvisionedThroughput: 'map of numbers',
        SSESpecification: 'map',
        TableName: 'text',
        Tags: 'map',
      },
      `"${logicalId}"`,
      compilation,
    );
    let key = { AttributeName: 'id', AttributeType: 'S' };
    const { PrimaryKey: primaryKey } = properties;
    if (isMapping(primaryKey) && Object.keys(primaryKey).length > 0) {
      const { Name: name, Type: type } = primaryKey;
      const attributeType = typeof type === 'string' && Object.hasOwn(attributeTypes, type) ? attributeTypes[type] : undefined;
      if (typeof name !== 'string' || attributeType === undefined) {
        const message = `PrimaryKey of "${logicalId}" needs a Name and a Type that is String, Number or Binary.`;
        reportInvalid(compilation, message, placeOfMember(properties, 'PrimaryKey'));
      } else key = { AttributeName: name, AttributeType: attributeType };
    }
    const members = new Members(properties)
      .from('PrimaryKey', 'AttributeDefinitions', [key])
      .from('PrimaryKey', 'KeySchema', [{ AttributeName: key.AttributeName, KeyType: 'HASH' }])
      .carry('PointInTimeRecoverySpecification', 'SSESpecification', 'TableName');
    if (isFilled(properties.ProvisionedThroughput)) members.carry('ProvisionedThroughput');
    if (!isFilled(properties.ProvisionedThroughput)) members.set('BillingMode', 'PAY_PER_REQUEST');
    const tags = tagList(properties.Tags);
    if (tags.length > 0) members.from('Tags', 'Tags', tags);
    compilation.add(it, logicalId, { Type: 'AWS::DynamoDB::Table', ...ownAttributes(it), Properties: members.done(at) });
  },
};
