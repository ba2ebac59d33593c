import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Section } from '../section.ts';
import { addCustomFunction, addCustomResource, customFunctionId } from './custom-resources.ts';
import { type EventCompilation, type FunctionEvent, refuseEvent, requiredText } from './event-type.ts';

/** An event with `existing: true`, and what it says. */
export interface ExistingPoolEvent {
  readonly event: FunctionEvent;
  readonly settings: Section;
}

/**
 * Triggers of user pools that are there already, which Serverless adds by a custom resource for each function. On this
 * machine there is neither, and so each is refused by name too.
 */
export function compileExistingUserPools(events: readonly ExistingPoolEvent[], { service, draft }: EventCompilation): void {
  const statements: Value[] = [];
  const last = new Map<string, string>();
  for (const target of service.functions) {
    const ofTarget = events.filter((it) => it.event.target === target);
    for (const { event } of ofTarget) {
      refuseEvent(
        event,
        'Serverless adds it to a user pool that is there already by a custom resource, code of its own on AWS.',
        'Let the service make the pool, without "existing: true", or run with --allow-unsupported to leave this event out.',
      );
    }
    const [first] = ofTarget;
    const pool = first && requiredText(first.settings, 'pool', 'Give the name of the user pool.');
    if (!first || pool === undefined) continue;
    for (const { settings } of ofTarget)
      if (settings.text('pool') !== pool)
        settings.invalid('pool', 'is the second of its function.', 'Only one Cognito User Pool can be configured per function.');
    const id = `${normalizedName(target.key)}CustomCognitoUserPool1`;
    const before = last.get(pool);
    last.set(pool, id);
    addCustomResource(draft, id, {
      type: 'Custom::CognitoUserPool',
      kind: 'cognitoUserPool',
      settings: {
        FunctionName: target.functionName,
        UserPoolName: pool,
        UserPoolConfigs: ofTarget.map(({ settings }) => triggerOf(settings)),
        ForceDeploy: first.settings.flag('forceDeploy') || undefined,
      },
      after: [target.logicalId, customFunctionId('cognitoUserPool'), ...(before === undefined ? [] : [before])],
      place: first.event.place,
    });
    const key = first.settings.raw('kmsKeyId');
    if (isSender(first.settings) && key !== undefined) statements.push({ Effect: 'Allow', Resource: key, Action: ['kms:CreateGrant'] });
    // osls keeps one statement for each resource, "*" among them.
    if (!statements.some((it) => JSON.stringify(it) === JSON.stringify(poolStatement))) statements.push(poolStatement);
    statements.push({
      Effect: 'Allow',
      Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:lambda:*:*:function:${target.functionName}` },
      Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
    });
  }
  if (statements.length === 0) return;
  statements.push(
    {
      Effect: 'Allow',
      Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:*` },
      Action: ['lambda:RemovePermission'],
    },
    { Effect: 'Allow', Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/*` }, Action: ['iam:PassRole'] },
  );
  addCustomFunction(service, draft, 'cognitoUserPool', { statements, place: events[0]?.event.place });
}

const poolStatement: Value = {
  Effect: 'Allow',
  Resource: '*',
  Action: ['cognito-idp:ListUserPools', 'cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'],
};

const isSender = (settings: Section): boolean => settings.text('trigger')?.endsWith('Sender') ?? false;

function triggerOf(settings: Section): Value {
  const trigger = requiredText(settings, 'trigger', 'Give the trigger, as PreSignUp.');
  const version = settings.text('lambdaVersion');
  const sender = isSender(settings);
  return properties({
    Trigger: trigger,
    LambdaVersion: sender ? (version ?? 'V1_0') : trigger === 'PreTokenGeneration' ? version : undefined,
    KMSKeyID: sender ? settings.raw('kmsKeyId') : undefined,
  });
}
