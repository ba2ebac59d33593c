import { ServiceError } from '../../protocol/service-error.ts';
import { isMapping, mappingAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Events::EventBusPolicy", AWS CloudFormation template reference */
export const awsEventsEventBusPolicy: ResourceProvider = {
  type: 'AWS::Events::EventBusPolicy',
  properties: {
    Action: 'honoured',
    Condition: { Key: 'honoured', Type: 'honoured', Value: 'honoured' },
    EventBusName: 'honoured',
    Principal: 'honoured',
    Statement: 'honoured',
    StatementId: 'honoured',
  },
  replacing: ['EventBusName', 'StatementId'],
  create: put,
  update: (context, _physicalResourceId, properties) => put(context, properties),
  async delete({ services }, physicalResourceId) {
    const [StatementId, EventBusName] = physicalResourceId.split('|').reverse();
    try {
      await services.events.call('RemovePermission', { EventBusName, StatementId });
    } catch (error) {
      // The bus has gone before its policy, and the policy with it.
      if (!(error instanceof ServiceError) || error.code !== 'ResourceNotFoundException') throw error;
    }
  },
};

async function put({ services: { events } }: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const EventBusName = textAt(properties, 'EventBusName');
  const StatementId = textAt(properties, 'StatementId') ?? '';
  const statement = mappingAt(properties, 'Statement');
  if (statement) {
    const { Policy } = await events.call('DescribeEventBus', { Name: EventBusName });
    const before: unknown = typeof Policy === 'string' ? JSON.parse(Policy) : {};
    const statements: readonly unknown[] = isMapping(before) && Array.isArray(before.Statement) ? before.Statement : [];
    const others = statements.filter((it) => !isMapping(it) || it.Sid !== StatementId);
    const Statement = [...others, { Sid: StatementId, ...statement }];
    await events.call('PutPermission', { EventBusName, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  } else {
    const [Action, Principal] = [textAt(properties, 'Action'), textAt(properties, 'Principal')];
    const Condition = mappingAt(properties, 'Condition');
    await events.call('PutPermission', { EventBusName, StatementId, Action, Principal, Condition });
  }
  return { physicalResourceId: EventBusName === undefined ? StatementId : `${EventBusName}|${StatementId}` };
}
