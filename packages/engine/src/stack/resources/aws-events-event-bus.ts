import { mappingAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Events::EventBus", AWS CloudFormation template reference */
export const awsEventsEventBus: ResourceProvider = {
  type: 'AWS::Events::EventBus',
  properties: {
    DeadLetterConfig: { Arn: 'noLocalEffect' },
    Description: 'honoured',
    EventSourceName: 'unsupported',
    KmsKeyIdentifier: 'noLocalEffect',
    LogConfig: 'unsupported',
    Name: 'honoured',
    Policy: 'honoured',
    Tags: 'noLocalEffect',
  },
  replacing: ['Name', 'EventSourceName'],
  async create(context, properties) {
    await context.services.events.call('CreateEventBus', { Name: nameOf(properties), Description: textAt(properties, 'Description') });
    return provisioned(context, properties);
  },
  async update(context, Name, properties) {
    await context.services.events.call('UpdateEventBus', { Name, Description: textAt(properties, 'Description') ?? '' });
    return provisioned(context, properties);
  },
  async delete({ services }, Name) {
    await services.events.call('DeleteEventBus', { Name });
  },
};

function nameOf(properties: ResolvedProperties): string {
  return textAt(properties, 'Name') ?? '';
}

async function provisioned({ services: { events } }: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const Name = nameOf(properties);
  const policy = mappingAt(properties, 'Policy');
  if (policy) await events.call('PutPermission', { EventBusName: Name, Policy: JSON.stringify(policy) });
  else await events.call('RemovePermission', { EventBusName: Name, RemoveAllPermissions: true });
  const { Arn, Policy } = await events.call('DescribeEventBus', { Name });
  return { physicalResourceId: Name, attributes: { Arn: String(Arn), Name, ...(Policy !== undefined && { Policy: String(Policy) }) } };
}
