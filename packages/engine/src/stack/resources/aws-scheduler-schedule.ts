import type { Value } from '@gatewright/template';
import { mappingAt, numberAt, textAt } from '../../services/read-value.ts';
import { generatedName } from '../generated-name.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Scheduler::Schedule", AWS CloudFormation template reference */
export const awsSchedulerSchedule: ResourceProvider = {
  type: 'AWS::Scheduler::Schedule',
  properties: {
    Description: 'honoured',
    EndDate: 'honoured',
    FlexibleTimeWindow: { MaximumWindowInMinutes: 'honoured', Mode: 'honoured' },
    GroupName: 'honoured',
    KmsKeyArn: 'noLocalEffect',
    Name: 'honoured',
    ScheduleExpression: 'honoured',
    ScheduleExpressionTimezone: 'honoured',
    StartDate: 'honoured',
    State: 'honoured',
    Target: {
      Arn: 'honoured',
      DeadLetterConfig: { Arn: 'honoured' },
      EcsParameters: 'unsupported',
      EventBridgeParameters: { DetailType: 'honoured', Source: 'honoured' },
      Input: 'honoured',
      KinesisParameters: 'unsupported',
      RetryPolicy: { MaximumEventAgeInSeconds: 'honoured', MaximumRetryAttempts: 'honoured' },
      RoleArn: 'noLocalEffect',
      SageMakerPipelineParameters: 'unsupported',
      SqsParameters: { MessageGroupId: 'honoured' },
    },
  },
  replacing: ['Name', 'GroupName'],
  async create(context, properties) {
    const Name = textAt(properties, 'Name') ?? generatedName(context, 64);
    return put(context, 'CreateSchedule', Name, properties);
  },
  update: (context, physicalResourceId, properties) => put(context, 'UpdateSchedule', physicalResourceId, properties),
  async delete({ services }, Name) {
    // Ref tells no group: the schedule of that name is looked for in all of them.
    const found = services.scheduler.plannedSchedules().find((it) => it.name === Name);
    if (found) await services.scheduler.call('DeleteSchedule', { Name, GroupName: found.groupName });
  },
};

async function put(context: ProviderContext, operation: string, Name: string, properties: ResolvedProperties): Promise<Provisioned> {
  const window = mappingAt(properties, 'FlexibleTimeWindow') ?? {};
  const target = mappingAt(properties, 'Target') ?? {};
  const retry = mappingAt(target, 'RetryPolicy');
  const { ScheduleArn } = await context.services.scheduler.call(operation, {
    Name,
    GroupName: textAt(properties, 'GroupName'),
    Description: textAt(properties, 'Description'),
    ScheduleExpression: textAt(properties, 'ScheduleExpression'),
    ScheduleExpressionTimezone: textAt(properties, 'ScheduleExpressionTimezone'),
    StartDate: textAt(properties, 'StartDate'),
    EndDate: textAt(properties, 'EndDate'),
    State: textAt(properties, 'State'),
    FlexibleTimeWindow: { Mode: textAt(window, 'Mode'), MaximumWindowInMinutes: numberAt(window, 'MaximumWindowInMinutes') },
    Target: {
      ...target,
      Input: inputOf(target.Input),
      ...(retry && {
        RetryPolicy: {
          MaximumEventAgeInSeconds: numberAt(retry, 'MaximumEventAgeInSeconds'),
          MaximumRetryAttempts: numberAt(retry, 'MaximumRetryAttempts'),
        },
      }),
    },
  });
  return { physicalResourceId: Name, attributes: { Arn: String(ScheduleArn) } };
}

function inputOf(value: Value | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
