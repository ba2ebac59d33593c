import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { withoutPermission } from '../permissions.ts';
import { given } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.RemovePermissionInput', { TopicArn: string(), Label: string() });

/** @source "RemovePermission", Amazon SNS API reference */
export const removePermission: RpcOperation<Topics> = rpcOperation(
  'RemovePermission',
  input,
  async (topics: Topics, { TopicArn, Label }) => {
    const topic = topics.topic(TopicArn);
    const Policy = withoutPermission(topic, given(Label, 'Label'));
    await topics.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy } });
    return undefined;
  },
);
