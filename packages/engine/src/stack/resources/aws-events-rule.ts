import { type Mapping, mappingAt, mappingListAt, numberAt, textAt } from '../../services/read-value.ts';
import { generatedName } from '../generated-name.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Events::Rule", AWS CloudFormation template reference */
export const awsEventsRule: ResourceProvider = {
  type: 'AWS::Events::Rule',
  properties: {
    Description: 'honoured',
    EventBusName: 'honoured',
    EventPattern: 'honoured',
    Name: 'honoured',
    RoleArn: 'noLocalEffect',
    ScheduleExpression: 'honoured',
    State: 'honoured',
    Tags: 'noLocalEffect',
    Targets: [
      {
        AppSyncParameters: 'unsupported',
        Arn: 'honoured',
        BatchParameters: 'unsupported',
        DeadLetterConfig: { Arn: 'honoured' },
        EcsParameters: 'unsupported',
        HttpParameters: 'unsupported',
        Id: 'honoured',
        Input: 'honoured',
        InputPath: 'honoured',
        InputTransformer: { InputPathsMap: 'honoured', InputTemplate: 'honoured' },
        KinesisParameters: 'unsupported',
        RedshiftDataParameters: 'unsupported',
        RetryPolicy: { MaximumEventAgeInSeconds: 'honoured', MaximumRetryAttempts: 'honoured' },
        RoleArn: 'noLocalEffect',
        RunCommandParameters: 'unsupported',
        SageMakerPipelineParameters: 'unsupported',
        SqsParameters: { MessageGroupId: 'honoured' },
      },
    ],
  },
  replacing: ['Name', 'EventBusName'],
  create: put,
  update: (context, _physicalResourceId, properties) => put(context, properties),
  async delete({ services: { events } }, physicalResourceId) {
    const [Name = '', EventBusName] = physicalResourceId.split('|').reverse();
    const Ids = await targetIds(events, Name, EventBusName);
    if (Ids.length > 0) await events.call('RemoveTargets', { Rule: Name, EventBusName, Ids });
    await events.call('DeleteRule', { Name, EventBusName });
  },
};

async function put(context: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const { events } = context.services;
  const Name = textAt(properties, 'Name') ?? generatedName(context, 64);
  const EventBusName = textAt(properties, 'EventBusName') || undefined;
  const pattern = properties.EventPattern;
  const { RuleArn } = await events.call('PutRule', {
    Name,
    EventBusName,
    Description: textAt(properties, 'Description'),
    EventPattern: pattern === undefined || typeof pattern === 'string' ? pattern : JSON.stringify(pattern),
    ScheduleExpression: textAt(properties, 'ScheduleExpression'),
    State: textAt(properties, 'State'),
  });
  const Targets = mappingListAt(properties, 'Targets').map(targetOf);
  const kept = new Set(Targets.map(({ Id }) => Id));
  const Ids = (await targetIds(events, Name, EventBusName)).filter((it) => !kept.has(it));
  if (Ids.length > 0) await events.call('RemoveTargets', { Rule: Name, EventBusName, Ids });
  if (Targets.length > 0) await events.call('PutTargets', { Rule: Name, EventBusName, Targets });
  const busName = EventBusName?.slice(EventBusName.indexOf('/') + 1) ?? 'default';
  return { physicalResourceId: busName === 'default' ? Name : `${busName}|${Name}`, attributes: { Arn: String(RuleArn) } };
}

async function targetIds(
  events: ProviderContext['services']['events'],
  Rule: string,
  EventBusName: string | undefined,
): Promise<readonly string[]> {
  const { Targets } = await events.call('ListTargetsByRule', { Rule, EventBusName });
  return Array.isArray(Targets) ? Targets.map(({ Id }: { readonly Id: string }) => Id) : [];
}

/** Templates write numbers as text, and constants as objects, as well. */
function targetOf(target: Mapping): { readonly Id: string | undefined } {
  const { Input, RetryPolicy: _retry, RoleArn: _role, ...rest } = target;
  const retry = mappingAt(target, 'RetryPolicy');
  return {
    ...rest,
    Id: textAt(target, 'Id'),
    ...(Input !== undefined && { Input: typeof Input === 'string' ? Input : JSON.stringify(Input) }),
    ...(retry && {
      RetryPolicy: {
        MaximumEventAgeInSeconds: numberAt(retry, 'MaximumEventAgeInSeconds'),
        MaximumRetryAttempts: numberAt(retry, 'MaximumRetryAttempts'),
      },
    }),
  };
}
