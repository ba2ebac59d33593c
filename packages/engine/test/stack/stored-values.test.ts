// Covers what a template reads from the Parameter Store and Secrets Manager of this machine, and what it keeps there. Sources: "Get values
// stored in other services using dynamic references" and the template reference of each type, AWS CloudFormation user guide.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diagnostic, loadTemplate } from '@gatewright/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ projectRoot: mkdtempSync(join(tmpdir(), 'gatewright-stored-')), dataRoot: undefined });
  const { ssm, secretsmanager } = engine.services;
  await ssm.call('PutParameter', { Name: '/shop/url', Type: 'String', Value: 'one' });
  await ssm.call('PutParameter', { Name: '/shop/url', Value: 'two', Overwrite: true });
  await ssm.call('PutParameter', { Name: '/shop/key', Type: 'SecureString', Value: 'hidden' });
  await secretsmanager.call('CreateSecret', { Name: 'shop', SecretString: '{"password":"p$&ss"}' });
});
afterAll(() => engine.stop());

async function apply(resources: string, parameters: { readonly [name: string]: string } = {}): Promise<readonly Diagnostic[]> {
  const compiled = await loadTemplate('template.yaml', {
    readFile: async () => resources,
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    options: {},
    parameters,
  });
  return engine.apply(compiled, { parameters, allowUnsupported: false });
}

const described = async (name: string): Promise<unknown> => {
  const { Parameter } = await engine.services.ssm.call('GetParameter', { Name: name });
  return Object(Parameter).Value;
};

const reading = (text: string): string => `Resources:
  Copy: { Type: AWS::SSM::Parameter, Properties: { Name: /copy, Type: String, Value: '${text}' } }`;

const found: [text: string, value: string][] = [
  ['{{resolve:ssm:/shop/url}}', 'two'],
  ['{{resolve:ssm:/shop/url:1}}', 'one'],
  ['at {{resolve:ssm:/shop/url}} and {{resolve:ssm:/shop/url:1}}', 'at two and one'],
  ['{{resolve:secretsmanager:shop}}', '{"password":"p$&ss"}'],
  ['{{resolve:secretsmanager:shop:SecretString:password}}', 'p$&ss'],
  ['{{resolve:secretsmanager:shop:SecretString:password:AWSCURRENT}}', 'p$&ss'],
  ['{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:shop:SecretString:password::}}', 'p$&ss'],
];
test.each(found)('%s is %s', async (text, value) => {
  expect(await apply(reading(text))).toEqual([]);
  expect(await described('/copy')).toBe(value);
});

const missing: [text: string, hint: string][] = [
  ['{{resolve:ssm:/shop/none}}', 'gatewright params set /shop/none'],
  ['{{resolve:ssm:/shop/url:9}}', 'gatewright params set /shop/url'],
  ['{{resolve:ssm:/shop/key}}', 'Secrets Manager'],
  ['{{resolve:secretsmanager:none}}', 'gatewright secrets set none'],
  ['{{resolve:secretsmanager:shop:SecretString:user}}', 'gatewright secrets set shop'],
  ['{{resolve:secretsmanager:shop:SecretString:password:AWSPENDING}}', 'gatewright secrets set shop'],
];
test.each(missing)('%s tells how to set it', async (text, hint) => {
  const diagnostics = await apply(reading(text));
  expect(diagnostics[0]).toMatchObject({ code: 'UNRESOLVED_DYNAMIC_REFERENCE', severity: 'error', at: { line: 2 } });
  expect(diagnostics[0]?.hint).toContain(hint);
  expect(JSON.stringify(diagnostics)).not.toContain('p$&ss');
});

test('a parameter of the template is read from the Parameter Store', async () => {
  const template = `Parameters:
  Url: { Type: AWS::SSM::Parameter::Value<String>, Default: /shop/url }
Resources:
  Copy: { Type: AWS::SSM::Parameter, Properties: { Name: /copy, Type: String, Value: !Ref Url } }`;
  expect(await apply(template)).toEqual([]);
  expect(await described('/copy')).toBe('two');
});

test('a generated secret stays what it is when the template is applied anew', async () => {
  const template = (description: string): string => `Resources:
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Description: ${description}
      GenerateSecretString: { SecretStringTemplate: '{"user":"a"}', GenerateStringKey: password, PasswordLength: 20, ExcludePunctuation: true }
  Copy: { Type: AWS::SSM::Parameter, Properties: { Name: /copy, Type: String, Value: !Sub '{{resolve:secretsmanager:\${Secret}:SecretString:password}}' } }`;
  expect(await apply(template('one'))).toEqual([]);
  const password = await described('/copy');
  expect(password).toMatch(/^[A-Za-z0-9]{20}$/);
  expect(await apply(template('two'))).toEqual([]);
  expect(await described('/copy')).toBe(password);
});

test('roles and their policies are there for the IAM API', async () => {
  const template = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop-role
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
      Policies: [{ PolicyName: read, PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }] } }]
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Role]
      PolicyDocument: { Statement: [{ Effect: Deny, Action: '*', Resource: '*' }] }`;
  expect(await apply(template)).toEqual([]);
  const { iam } = engine.services;
  expect(await iam.call('ListRolePolicies', { RoleName: 'shop-role' })).toMatchObject({ PolicyNames: ['more', 'read'] });
  expect(await apply('Resources: {}')).toEqual([]);
  await expect(iam.call('GetRole', { RoleName: 'shop-role' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
});
