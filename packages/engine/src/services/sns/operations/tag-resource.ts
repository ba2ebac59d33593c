import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { invalidParameter } from '../refusals.ts';
import { taggedTopic, tagsOf } from '../tags.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.TagResourceInput', {
  ResourceArn: string(),
  Tags: list(structure('com.amazonaws.sns.Tag', { Key: string(), Value: string() })),
});

/** @source "TagResource", Amazon SNS API reference */
export const tagResource: RpcOperation<Topics> = rpcOperation('TagResource', input, async (topics: Topics, { ResourceArn, Tags }) => {
  const topic = taggedTopic(topics, ResourceArn);
  const tags = { ...topic.tags, ...tagsOf(Tags) };
  if (Object.keys(tags).length > 50) throw invalidParameter('Tags Reason: Could not complete request: tag quota of per resource exceeded');
  await topics.topics.put(topic.arn, { ...topic, tags });
  return undefined;
});
