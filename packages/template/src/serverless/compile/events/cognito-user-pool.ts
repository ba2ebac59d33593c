import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { alphanumericName, normalizedName } from '../../naming.ts';
import type { ServiceFunction } from '../../service.ts';
import { type EventType, mappingOf, requiredText } from '../event-type.ts';
import { compileExistingUserPools, type ExistingPoolEvent } from '../existing-user-pools.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';

const triggers = [
  'PreSignUp',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'PreTokenGeneration',
  'CustomMessage',
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'UserMigration',
  'CustomSMSSender',
  'CustomEmailSender',
];

/** A trigger of a new user pool; one that is there already needs Serverless's own custom resource. */
export const cognitoUserPool: EventType = {
  name: 'cognitoUserPool',
  compile(events, compilation) {
    const { draft } = compilation;
    const existing: ExistingPoolEvent[] = [];
    const pools = new Map<string, { [trigger: string]: Value }>();
    const waits = new Map<string, string[]>();
    for (const event of events) {
      const { target, place } = event;
      const settings = mappingOf(event, ['existing', 'forceDeploy', 'kmsKeyId', 'lambdaVersion', 'pool', 'trigger']);
      if (settings?.flag('existing')) {
        existing.push({ event, settings });
        continue;
      }
      const pool = settings && requiredText(settings, 'pool', 'Give the name of the user pool.');
      const trigger = settings && requiredText(settings, 'trigger', `Give one of ${triggers.join(', ')}.`);
      if (!settings || pool === undefined || trigger === undefined) continue;
      if (!triggers.includes(trigger)) settings.invalid('trigger', `is "${trigger}".`, `Take one of ${triggers.join(', ')}.`);
      const id = `CognitoUserPool${alphanumericName(pool)}`;
      if (trigger.endsWith('Sender') && settings.raw('kmsKeyId') === undefined)
        settings.missing('kmsKeyId', `Give the ARN of the key that encrypts codes: ${trigger} needs it.`);
      const config = pools.get(pool) ?? {};
      pools.set(pool, config);
      addTrigger(config, trigger, target, { version: settings.text('lambdaVersion'), key: settings.raw('kmsKeyId') });
      const permissionId = `${normalizedName(target.key)}LambdaPermissionCognitoUserPool${alphanumericName(pool)}TriggerSource${trigger}`;
      const dependsOn = [...(waits.get(pool) ?? []), target.alias?.logicalId ?? target.logicalId];
      waits.set(pool, dependsOn);
      const all = { UserPoolName: pool, LambdaConfig: { ...config } };
      draft.add(id, { Type: 'AWS::Cognito::UserPool', Properties: all, DependsOn: dependsOn }, place);
      const permission = servicePermission(invocationTarget(target), 'cognito-idp.amazonaws.com', {
        SourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
      });
      draft.add(permissionId, { ...permission, ...afterAlias(target) }, place);
    }
    compileExistingUserPools(existing, compilation);
  },
};

interface TriggerSettings {
  readonly version: string | undefined;
  readonly key: Value | undefined;
}

/** Senders of codes get a version and the pool a key; so does a token's generation, when it asks for a version. */
function addTrigger(
  config: { [trigger: string]: Value },
  trigger: string,
  target: ServiceFunction,
  { version, key }: TriggerSettings,
): void {
  const arn = invocationTarget(target);
  if (trigger.endsWith('Sender')) {
    config[trigger] = { LambdaArn: arn, LambdaVersion: version ?? 'V1_0' };
    if (key !== undefined) config.KMSKeyID = key;
  } else if (trigger === 'PreTokenGeneration' && version !== undefined) {
    const held = isMapping(config.PreTokenGenerationConfig) ? config.PreTokenGenerationConfig : {};
    config.PreTokenGenerationConfig = { ...held, LambdaArn: arn, LambdaVersion: version };
  } else config[trigger] = arn;
}
