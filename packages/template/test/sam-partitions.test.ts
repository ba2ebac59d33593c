import { expect, test } from 'vitest';
import { loadTemplate } from '../src/index.ts';

// What SAM writes otherwise outside the commercial regions. Source: the SAM translator's own rules for its partitions.
const source = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: Prod } }
  Notes:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs24.x, Handler: index.handler, InlineCode: '1', Tracing: Active, Policies: AWSLambdaRole }
`;

const cases = [
  { region: 'us-east-1', endpoints: undefined, partition: 'aws', xray: 'AWSXrayWriteOnlyAccess' },
  { region: 'cn-north-1', endpoints: { Types: ['REGIONAL'] }, partition: 'aws-cn', xray: 'AWSXRayDaemonWriteAccess' },
  { region: 'us-gov-west-1', endpoints: { Types: ['REGIONAL'] }, partition: 'aws-us-gov', xray: 'AWSXRayDaemonWriteAccess' },
];

test.each(cases)('compiles for $region', async ({ region, endpoints, partition, xray }) => {
  const readFile = async (): Promise<string> => source;
  const options = { readFile, stage: undefined, region, accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const { template } = await loadTemplate('template.yaml', options);
  expect(template?.Resources.Api?.Properties?.EndpointConfiguration).toEqual(endpoints);
  expect(template?.Resources.NotesRole?.Properties?.ManagedPolicyArns).toEqual([
    `arn:${partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`,
    `arn:${partition}:iam::aws:policy/${xray}`,
    `arn:${partition}:iam::aws:policy/service-role/AWSLambdaRole`,
  ]);
});
