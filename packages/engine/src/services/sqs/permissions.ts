import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { invalidValue, missingParameter } from './refusals.ts';

/** What other accounts may be allowed. @source "AddPermission", Amazon SQS API reference */
const actions: readonly string[] = [
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
];
const ownersActions: readonly string[] = [
  'AddPermission',
  'CancelMessageMoveTask',
  'CreateQueue',
  'DeleteQueue',
  'ListMessageMoveTasks',
  'ListQueues',
  'ListQueueTags',
  'RemovePermission',
  'SetQueueAttributes',
  'StartMessageMoveTask',
  'TagQueue',
  'UntagQueue',
];
const maximumActions = 7;

export interface RequestedPermission {
  readonly label: string;
  readonly accountIds: readonly string[];
  readonly actions: readonly string[];
}

/** The queue's policy with one more statement. @throws ServiceError @source recorded on AWS by localstack, 2024-04-30 */
export function withPermission(queues: Queues, queue: Queue, { label, accountIds, actions: asked }: RequestedPermission): string {
  if (asked.length === 0) throw missingParameter('Actions');
  if (accountIds.length === 0) throw invalidValue('[]', 'PrincipalId', 'Unable to verify.');
  if (asked.length > maximumActions)
    throw new ServiceError('OverLimit', `${asked.length} Actions were found, maximum allowed is ${maximumActions}.`, 403);
  for (const action of asked) {
    if (ownersActions.includes(action))
      throw invalidValue(`SQS:${action}`, 'ActionName', 'Only the queue owner is allowed to invoke this action.');
    if (!actions.includes(action))
      throw invalidValue(`SQS:${action}`, 'ActionName', 'Please refer to the appropriate WSDL for a list of valid actions. ');
  }
  const arn = queues.arnOf(queue);
  const before = policyOf(queue.attributes.Policy) ?? { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
  const statements = statementsOf(before);
  if (statements.some((it) => sidOf(it) === label)) throw invalidValue(label, 'Label', 'Already exists.');
  const principals = accountIds.map((id) => `arn:${queues.world.partition}:iam::${id}:root`);
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: asked.length === 1 ? `SQS:${asked[0]}` : asked.map((it) => `SQS:${it}`),
    Resource: arn,
  };
  return JSON.stringify({ ...before, Statement: [...statements, statement] });
}

/** The policy that is left; undefined when nothing is. @throws ServiceError InvalidParameterValueException */
export function withoutPermission(policy: string | undefined, label: string): string | undefined {
  const before = policyOf(policy);
  const statements = before ? statementsOf(before) : [];
  const left = statements.filter((it) => sidOf(it) !== label);
  if (left.length === statements.length) throw invalidValue(label, 'Label', "can't find label.");
  return left.length === 0 ? undefined : JSON.stringify({ ...before, Statement: left });
}

function policyOf(text: string | undefined): { readonly [member: string]: unknown } | undefined {
  const policy: unknown = text === undefined ? undefined : JSON.parse(text);
  return isRecord(policy) ? policy : undefined;
}

function statementsOf({ Statement }: { readonly [member: string]: unknown }): readonly unknown[] {
  return Array.isArray(Statement) ? Statement : [Statement];
}

function sidOf(statement: unknown): unknown {
  return isRecord(statement) ? statement.Sid : undefined;
}
