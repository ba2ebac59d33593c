// Covers the rotation of a secret by a function of the same template: its four steps, what they see and leave behind, its schedule, and what a step
// that fails leaves. Sources: "Lambda rotation
// functions", "Rotation schedules" (AWS Secrets Manager user guide), "AWS::SecretsManager::RotationSchedule" (AWS CloudFormation).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { LambdaEvent } from '../../src/lambda/lambda-runtime.ts';
import { createWorld } from '../../src/world/world.ts';
import { applyTemplate } from '../apply-template.ts';

const dayMs = 24 * 60 * 60_000;
const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-rotation-'));

/** As AWS's own rotation templates work: each step is done once, whoever asks again. */
const code = `
import { SecretsManagerClient, DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient();
export const handler = async ({ Step, SecretId, ClientRequestToken, ...more }) => {
  console.log('step ' + JSON.stringify([Step, SecretId.split(':').at(-1).slice(0, -7), ClientRequestToken.length, Object.keys(more)]));
  const { RotationEnabled, VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
  if (!RotationEnabled) throw new Error('not enabled');
  const stages = VersionIdsToStages[ClientRequestToken];
  if (!stages) throw new Error('no such version');
  if (!stages.includes('AWSPENDING')) throw new Error('not pending');
  const current = Object.keys(VersionIdsToStages).find((it) => VersionIdsToStages[it].includes('AWSCURRENT'));
  if (Step === 'createSecret') {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage: 'AWSCURRENT' }));
    const next = { value: JSON.parse(SecretString).value + 1 };
    await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: JSON.stringify(next), VersionStages: ['AWSPENDING'] }));
  }
  if (Step === 'testSecret') {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionId: ClientRequestToken, VersionStage: 'AWSPENDING' }));
    if (JSON.parse(SecretString).value === 3) throw new Error('three does not do');
  }
  if (Step === 'finishSecret') {
    const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId: current };
    await client.send(new UpdateSecretVersionStageCommand(move));
  }
};
`;

const template = {
  Resources: {
    Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'password', SecretString: '{"value":1}' } },
    Rotate: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs20.x', Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/r', Code: '.', Timeout: 20 },
    },
    MayRotate: {
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName: { Ref: 'Rotate' }, Action: 'lambda:InvokeFunction', Principal: 'secretsmanager.amazonaws.com' },
    },
    Schedule: {
      Type: 'AWS::SecretsManager::RotationSchedule',
      DependsOn: 'MayRotate',
      Properties: {
        SecretId: { Ref: 'Password' },
        RotationLambdaARN: { 'Fn::GetAtt': ['Rotate', 'Arn'] },
        RotationRules: { AutomaticallyAfterDays: 10 },
      },
    },
  },
};

const lines: string[] = [];
let told = (): void => {};
let aheadMs = 0;
/** What waits for another day. */
const alarms: (() => void)[] = [];
let engine: Engine;

beforeAll(async () => {
  writeFileSync(join(projectRoot, 'index.mjs'), code);
  const real = createWorld();
  const world = {
    ...real,
    now: () => Date.now() + aheadMs,
    after(delayMs: number, callback: () => void) {
      if (delayMs < dayMs) return real.after(delayMs, callback);
      alarms.push(callback);
      told();
      return () => void alarms.splice(alarms.indexOf(callback) >>> 0, 1);
    },
  };
  const onLambdaEvent = (event: LambdaEvent): void => {
    if (event.type === 'log') lines.push(event.line);
  };
  engine = await createEngine({ world, projectRoot, dataRoot: undefined, onLambdaEvent });
  await engine.listenAws({ awsPort: 0 });
});
afterAll(async () => {
  await engine.stop();
  rmSync(projectRoot, { recursive: true, force: true });
});

/** Resolves when the secret has been given its next date so often since the call: a rotation that has ended gives it one. */
async function scheduled(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1)
    await new Promise<void>((done) => {
      told = done;
    });
}

const call = (operation: string, input: object = {}) => engine.services.secretsmanager.call(operation, { SecretId: 'password', ...input });
/** By stage, its value. */
async function values(): Promise<{ readonly [stage: string]: string }> {
  const { VersionIdsToStages: versions } = await call('DescribeSecret');
  const stages = versions instanceof Map ? [...versions.values()].flat().map(String).sort() : [];
  const found: { [stage: string]: string } = {};
  for (const stage of stages) {
    const answered = await call('GetSecretValue', { VersionStage: stage }).catch(() => ({ SecretString: undefined }));
    found[stage] = String(answered.SecretString);
  }
  return found;
}
const stepsSince = (at: number): unknown[] =>
  lines
    .slice(at)
    .flatMap((line) => (line.includes('step [') ? [JSON.parse(line.slice(line.indexOf('['), line.lastIndexOf(']') + 1))[0]] : []));

test('the template turns it on: the secret is rotated at once, in four steps', async () => {
  const done = scheduled(2);
  await applyTemplate(engine, template);
  await done;
  expect(stepsSince(0)).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
  expect(lines.find((it) => it.includes('step ['))).toContain('["createSecret","password",36,[]]');
  expect(await values()).toEqual({ AWSCURRENT: '{"value":2}', AWSPENDING: '{"value":2}', AWSPREVIOUS: '{"value":1}' });
  const described = await call('DescribeSecret');
  expect(described).toMatchObject({ RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 10 } });
  expect(described.RotationLambdaARN).toMatch(/:function:shop-Rotate$/);
  expect(Number(described.NextRotationDate) - Number(described.LastRotatedDate)).toBeGreaterThan(9 * dayMs);
});

test('a step that fails leaves AWSPENDING, and the current value as it was', async () => {
  const at = lines.length;
  const done = scheduled(1);
  aheadMs += 10 * dayMs;
  alarms.splice(0).forEach((ring) => {
    ring();
  });
  await done;
  expect(stepsSince(at)).toEqual(['createSecret', 'setSecret', 'testSecret']);
  expect(await values()).toEqual({ AWSCURRENT: '{"value":2}', AWSPENDING: '{"value":3}', AWSPREVIOUS: '{"value":1}' });
  const { NextRotationDate } = await call('DescribeSecret');
  expect(Number(NextRotationDate) - (Date.now() + aheadMs)).toBeGreaterThan(9 * dayMs);
});

test('while it is not complete, another rotation is refused', async () => {
  await expect(call('RotateSecret')).rejects.toMatchObject({
    code: 'InvalidRequestException',
    message: "A previous rotation isn't complete. That rotation will be reattempted.",
  });
});

test('a rotation that was cancelled leaves no schedule', async () => {
  await call('CancelRotateSecret');
  expect(await call('DescribeSecret')).toMatchObject({ RotationEnabled: false });
  expect(alarms).toEqual([]);
});
