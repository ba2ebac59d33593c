// Types that are kept by name: what Ref and Fn::GetAtt answer of them. That nothing else of them runs is what docs/resources.md says.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';

interface Case {
  readonly type: string;
  readonly properties?: object;
  readonly attribute?: string;
  readonly ref: RegExp;
  readonly value?: RegExp;
}

/** @source each type's page, "Return values", AWS CloudFormation template reference */
const cases: readonly Case[] = [
  {
    type: 'AWS::ApiGateway::DomainName',
    properties: { DomainName: 'api.example.com' },
    attribute: 'RegionalDomainName',
    ref: /^api\.example\.com$/,
    value: /^d-[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com$/,
  },
  {
    type: 'AWS::ApiGatewayV2::DomainName',
    properties: { DomainName: 'api.example.com' },
    attribute: 'RegionalHostedZoneId',
    ref: /^api\.example\.com$/,
    value: /^Z[0-9A-F]{13}$/,
  },
  {
    type: 'AWS::CloudFront::Distribution',
    properties: { DistributionConfig: { Enabled: true } },
    attribute: 'DomainName',
    ref: /^E[0-9A-F]{13}$/,
    value: /^d[0-9a-f]{13}\.cloudfront\.net$/,
  },
  {
    type: 'AWS::Cognito::UserPool',
    attribute: 'Arn',
    ref: /^us-east-1_[a-z0-9]{9}$/,
    value: /^arn:aws:cognito-idp:us-east-1:123456789012:userpool\/us-east-1_/,
  },
  { type: 'AWS::Cognito::UserPool', attribute: 'ProviderName', ref: /^/, value: /^cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_/ },
  {
    type: 'AWS::Cognito::UserPoolClient',
    properties: { UserPoolId: 'p' },
    attribute: 'ClientId',
    ref: /^[a-z0-9]{26}$/,
    value: /^[a-z0-9]{26}$/,
  },
  { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.0.0.0/16' }, ref: /^vpc-[0-9a-f]{17}$/ },
  { type: 'AWS::EC2::Subnet', properties: { VpcId: 'v' }, ref: /^subnet-[0-9a-f]{17}$/ },
  { type: 'AWS::EC2::SecurityGroup', properties: { GroupDescription: 'g' }, attribute: 'GroupId', ref: /^sg-/, value: /^sg-/ },
  {
    type: 'AWS::KMS::Key',
    attribute: 'Arn',
    ref: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    value: /^arn:aws:kms:us-east-1:123456789012:key\//,
  },
  {
    type: 'AWS::IAM::User',
    properties: { UserName: 'ann' },
    attribute: 'Arn',
    ref: /^ann$/,
    value: /^arn:aws:iam::123456789012:user\/ann$/,
  },
  {
    type: 'AWS::CertificateManager::Certificate',
    properties: { DomainName: 'example.com' },
    ref: /^arn:aws:acm:us-east-1:123456789012:certificate\//,
  },
  { type: 'AWS::CodeDeploy::Application', properties: { ComputePlatform: 'Lambda' }, ref: /-Kept$/ },
  { type: 'AWS::Route53::RecordSet', properties: { Name: 'api.example.com', Type: 'A' }, ref: /^api\.example\.com$/ },
];

test.each(cases)('$type $attribute', async ({ type, properties = {}, attribute, ref, value }) => {
  const engine = await createEngine({ projectRoot: mkdtempSync(join(tmpdir(), 'gatewright-kept-')), dataRoot: undefined });
  const outputs = { Ref: { Value: { Ref: 'Kept' } }, ...(attribute && { Value: { Value: { 'Fn::GetAtt': ['Kept', attribute] } } }) };
  const text = JSON.stringify({ Resources: { Kept: { Type: type, Properties: properties } }, Outputs: outputs });
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const compiled = await loadTemplate('template.json', { readFile: async () => text, ...settings });
  expect(await engine.apply(compiled, { parameters: {}, allowUnsupported: false })).toEqual([]);
  expect(engine.describe().outputs.Ref).toMatch(ref);
  if (value) expect(engine.describe().outputs.Value).toMatch(value);
  await engine.stop();
});
