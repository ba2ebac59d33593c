import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import type { IamState } from '../iam-state.ts';
import { findPolicy } from '../managed-policies.ts';
import { policyArn, tagKeys, tags } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { checkTags, withTags } from '../tags.ts';

const shape = (name: string): string => `com.amazonaws.iam.${name}`;

const tagPolicy = rpcOperation(
  'TagPolicy',
  structure(shape('TagPolicyRequest'), { PolicyArn: policyArn, Tags: tags }),
  async (on: IamState, { PolicyArn, Tags = [] }) => {
    checkTags(Tags, { caseCounts: true });
    const policy = findPolicy(on, PolicyArn);
    await on.policies.put(PolicyArn, { ...policy, tags: withTags(policy.tags, Tags, { caseCounts: true }) });
    return undefined;
  },
);

const untagPolicy = rpcOperation(
  'UntagPolicy',
  structure(shape('UntagPolicyRequest'), { PolicyArn: policyArn, TagKeys: tagKeys }),
  async (on: IamState, { PolicyArn, TagKeys }) => {
    const policy = findPolicy(on, PolicyArn);
    await on.policies.put(PolicyArn, { ...policy, tags: policy.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
    return undefined;
  },
);

const listPolicyTags = rpcOperation(
  'ListPolicyTags',
  structure(shape('ListPolicyTagsRequest'), { PolicyArn: policyArn, ...paging }),
  (on: IamState, { PolicyArn, ...page }) => {
    const { items, rest } = paged(findPolicy(on, PolicyArn).tags, ({ Key }) => Key, page);
    return { Tags: items, ...rest };
  },
);

/** @source "IAM API reference"; recorded on AWS by the tests of localstack (test_iam_policies) */
export const policyTags: readonly RpcOperation<IamState>[] = [tagPolicy, untagPolicy, listPolicyTags];
