import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { given, invalidParameter } from '../refusals.ts';
import { checkTopicAttributes } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.SetTopicAttributesInput', {
  TopicArn: string(),
  AttributeName: string(),
  AttributeValue: string(),
});

/** @source "SetTopicAttributes", Amazon SNS API reference */
export const setTopicAttributes: RpcOperation<Topics> = rpcOperation(
  'SetTopicAttributes',
  input,
  async (topics: Topics, { TopicArn, AttributeName, AttributeValue = '' }) => {
    const topic = topics.topic(TopicArn);
    const name = given(AttributeName, 'AttributeName');
    if (name === 'FifoTopic') throw invalidParameter('AttributeName');
    checkTopicAttributes(topic, { [name]: AttributeValue });
    const { [name]: _, ...rest } = topic.attributes;
    await topics.topics.put(topic.arn, { ...topic, attributes: AttributeValue === '' ? rest : { ...rest, [name]: AttributeValue } });
    return undefined;
  },
);
