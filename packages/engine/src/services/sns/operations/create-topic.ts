import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, map, string, structure } from '../../../protocol/shape.ts';
import { given, invalidParameter } from '../refusals.ts';
import { tagsOf } from '../tags.ts';
import { checkTopicAttributes, checkTopicName } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.CreateTopicInput', {
  Name: string(),
  Attributes: map(string(), 'String'),
  Tags: list(structure('com.amazonaws.sns.Tag', { Key: string(), Value: string() })),
  DataProtectionPolicy: string(),
});

/** @source "CreateTopic", Amazon SNS API reference */
export const createTopic: RpcOperation<Topics> = rpcOperation(
  'CreateTopic',
  input,
  async (topics: Topics, { Name, Attributes = {}, Tags, DataProtectionPolicy }) => {
    const name = given(Name, 'Name');
    if (DataProtectionPolicy) throw invalidParameter('gatewright has no data protection policies. See docs/compatibility.md.');
    checkTopicName(name, Attributes);
    const { FifoTopic: _, ...asked } = Attributes;
    checkTopicAttributes({ name }, asked);
    const { partition, region, accountId } = topics.world;
    const arn = `arn:${partition}:sns:${region}:${accountId}:${name}`;
    const before = topics.topics.get(arn);
    const tags = tagsOf(Tags);
    if (before) {
      if (Object.entries(asked).some(([key, value]) => (before.attributes[key] ?? '') !== value))
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
      if (Tags !== undefined && JSON.stringify(Object.entries(tags).sort()) !== JSON.stringify(Object.entries(before.tags).sort()))
        throw invalidParameter('Tags Reason: Topic already exists with different tags');
      return { TopicArn: arn };
    }
    await topics.topics.put(arn, { arn, name, attributes: asked, tags, deletedSubscriptions: 0 });
    return { TopicArn: arn };
  },
);
