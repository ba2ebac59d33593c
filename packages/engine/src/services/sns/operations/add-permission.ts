import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { withPermission } from '../permissions.ts';
import { given } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.AddPermissionInput', {
  TopicArn: string(),
  Label: string(),
  AWSAccountId: list(string()),
  ActionName: list(string()),
});

/** @source "AddPermission", Amazon SNS API reference */
export const addPermission: RpcOperation<Topics> = rpcOperation(
  'AddPermission',
  input,
  async (topics: Topics, { TopicArn, Label, AWSAccountId = [], ActionName = [] }) => {
    const topic = topics.topic(TopicArn);
    const Policy = withPermission(topic, { label: given(Label, 'Label'), accountIds: AWSAccountId, actions: ActionName });
    await topics.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy } });
    return undefined;
  },
);
