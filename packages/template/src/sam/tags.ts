import { copyPlaces, markMember, placeAll, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Resource, Value } from '../template.ts';
import { isFilled } from './is-filled.ts';
import type { Mapping } from './sam-resource.ts';

/** SAM writes tags as a map, CloudFormation as a list of Key and Value. */
export function tagList(tags: Value | undefined): readonly Value[] {
  if (!isMapping(tags)) return [];
  return Object.entries(tags).map(([Key, value]) => placeAll({ Key, Value: value ?? '' }, placeOfMember(tags, Key)));
}

/** The tags of functions and their roles: AWS marks them as SAM's. */
export function tagListWithCreator(tags: Value | undefined): readonly Value[] {
  return [{ Key: 'lambda:createdBy', Value: 'SAM' }, ...tagList(tags)];
}

/** Types that SAM derives and that have tags as a list. */
const taggable: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Role',
  'AWS::IoT::TopicRule',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/**
 * With PropagateTags, everything made from a SAM resource has exactly the tags of that resource.
 * @source "PropagateTags" of "AWS::Serverless::Function", AWS SAM developer guide; the SAM translator replaces tags so
 */
export function propagateTags(resource: Resource, sam: Mapping): Resource {
  const propagates = isFilled(sam.PropagateTags) && isMapping(sam.Tags) && Object.keys(sam.Tags).length > 0;
  if (!propagates || !taggable.has(resource.Type)) return resource;
  const properties = { ...resource.Properties, Tags: tagList(sam.Tags) };
  if (resource.Properties) copyPlaces(resource.Properties, properties);
  markMember(properties, 'Tags', placeOfMember(sam, 'Tags'));
  return copyPlaces(resource, { ...resource, Properties: properties });
}
