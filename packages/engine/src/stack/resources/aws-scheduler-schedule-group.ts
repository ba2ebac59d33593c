import { textAt } from '../../services/read-value.ts';
import { generatedName } from '../generated-name.ts';
import type { ProviderContext, Provisioned, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Scheduler::ScheduleGroup", AWS CloudFormation template reference */
export const awsSchedulerScheduleGroup: ResourceProvider = {
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: { Name: 'honoured', Tags: 'noLocalEffect' },
  replacing: ['Name'],
  async create(context, properties) {
    const Name = textAt(properties, 'Name') ?? generatedName(context, 64);
    await context.services.scheduler.call('CreateScheduleGroup', { Name });
    return provisioned(context, Name);
  },
  update: (context, physicalResourceId) => provisioned(context, physicalResourceId),
  async delete({ services }, Name) {
    await services.scheduler.call('DeleteScheduleGroup', { Name });
  },
};

async function provisioned({ services, world }: ProviderContext, Name: string): Promise<Provisioned> {
  const { Arn, State } = await services.scheduler.call('GetScheduleGroup', { Name });
  const time = new Date(world.now()).toISOString();
  const attributes = { Arn: String(Arn), State: String(State), CreationDate: time, LastModificationDate: time };
  return { physicalResourceId: Name, attributes };
}
