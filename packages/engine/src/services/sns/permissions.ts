import { isRecord } from '../../protocol/shape.ts';
import { invalidParameter } from './refusals.ts';
import { defaultPolicy, type Topic } from './topic.ts';

interface RequestedPermission {
  readonly label: string;
  readonly accountIds: readonly string[];
  readonly actions: readonly string[];
}

const actions: readonly string[] = [
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
];

/** The topic's policy with one more statement. @throws ServiceError InvalidParameter */
export function withPermission(topic: Topic, { label, accountIds, actions: asked }: RequestedPermission): string {
  if (asked.some((it) => !actions.includes(it))) throw invalidParameter('Policy statement action out of service scope!');
  const { policy, statements } = statementsOf(topic);
  if (statements.some((it) => sidOf(it) === label)) throw invalidParameter('Statement already exists');
  const principals = accountIds.map((id) => `arn:aws:iam::${id}:root`);
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: asked.length === 1 ? `SNS:${asked[0]}` : asked.map((it) => `SNS:${it}`),
    Resource: topic.arn,
  };
  return JSON.stringify({ ...policy, Statement: [...statements, statement] });
}

export function withoutPermission(topic: Topic, label: string): string {
  const { policy, statements } = statementsOf(topic);
  return JSON.stringify({ ...policy, Statement: statements.filter((it) => sidOf(it) !== label) });
}

function statementsOf({ arn, attributes }: Topic): { readonly policy: object; readonly statements: readonly unknown[] } {
  const policy: unknown = JSON.parse(attributes.Policy ?? defaultPolicy(arn));
  if (!isRecord(policy)) return { policy: {}, statements: [] };
  const { Statement } = policy;
  return { policy, statements: Array.isArray(Statement) ? Statement : [Statement] };
}

function sidOf(statement: unknown): unknown {
  return isRecord(statement) ? statement.Sid : undefined;
}
