/** A topic as it is kept. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  /** What was set; the rest is AWS's defaults. */
  readonly attributes: { readonly [name: string]: string };
  readonly tags: { readonly [key: string]: string };
  readonly deletedSubscriptions: number;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** What was set, by AWS's names. */
  readonly attributes: { readonly [name: string]: string };
  readonly confirmed: boolean;
  /** What its endpoint confirms it with. */
  readonly token: string;
}

export function isFifo({ name }: Pick<Topic, 'name'>): boolean {
  return name.endsWith('.fifo');
}

/** Both written compactly, as AWS answers them. @source "GetTopicAttributes", Amazon SNS API reference */
export function defaultPolicy(topicArn: string): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe'];
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [...actions, 'ListSubscriptionsByTopic', 'Publish'].map((it) => `SNS:${it}`),
    Resource: topicArn,
    Condition: { StringEquals: { 'AWS:SourceOwner': topicArn.split(':')[4] } },
  };
  return JSON.stringify({ Version: '2008-10-17', Id: '__default_policy_ID', Statement: [statement] });
}
