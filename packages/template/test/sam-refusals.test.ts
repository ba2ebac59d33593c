// What AWS's translator refuses in a form that looks right, each with the place of the cause. Found by running the translator (1.110.0)
// on changed copies of its own templates; what it makes of sound templates is in the golden cases.
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/index.ts';

const head = 'Transform: AWS::Serverless-2016-10-31\nConditions: { C: !Equals [a, a] }\nResources:\n';
const functionWith = (property: string): string =>
  `${head}  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Runtime: nodejs24.x\n      ${property}\n`;
const apiWith = (property: string, type = 'Api'): string =>
  `${head}  A:\n    Type: AWS::Serverless::${type}\n    Properties:\n      StageName: prod\n      ${property}\n`;
const event = (text: string): string => functionWith(`Events: { E: ${text} }`);
const plan = (text: string): string => apiWith(`Auth: { ApiKeyRequired: true, UsagePlan: ${text} }`);
const body = "DefinitionBody: { openapi: '3.0.1', paths: {} }";

async function errorsOf(text: string): Promise<readonly string[]> {
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const { diagnostics } = await loadTemplate('template.yaml', { readFile: async () => text, ...settings });
  return diagnostics.filter((it) => it.severity === 'error').map((it) => `${it.code} ${it.at?.line}`);
}

test.each([
  ['a Fn::If of two in Policies', functionWith('Policies: [!If [C, AWSLambdaExecute]]'), ['INVALID_VALUE 9']],
  ['a Fn::If of four in Policies', functionWith('Policies: [!If [C, a, b, c]]'), ['INVALID_VALUE 9']],
  ['a Fn::If of three in Policies', functionWith('Policies: [!If [C, a, b]]'), []],
  ['an event whose Properties are empty', event('{ Type: HttpApi, Properties: }'), ['INVALID_VALUE 9']],
  ['an event without Properties', event('{ Type: HttpApi }'), []],
  [
    'an empty QueueUrl',
    event("{ Type: SNS, Properties: { Topic: t, SqsSubscription: { QueueArn: a, QueueUrl: '' } } }"),
    ['MISSING_PROPERTY 9'],
  ],
  ['a usage plan that is a list', plan('[]'), ['INVALID_VALUE 8']],
  ['a usage plan without CreateUsagePlan', plan('{ Description: x }'), ['MISSING_PROPERTY 8']],
  ['a usage plan decided by a function', plan('{ CreateUsagePlan: !Ref AWS::StackName }'), ['INVALID_VALUE 8']],
  ['a usage plan of its own', plan('{ CreateUsagePlan: PER_API }'), []],
  ['a definition and its address', apiWith(`DefinitionUri: s3://b/k\n      ${body}`, 'HttpApi'), ['INVALID_VALUE 8']],
  ['a version without quotes beside a definition', apiWith(`OpenApiVersion: 3.0\n      ${body}`), ['INVALID_VALUE 8']],
  ['a version 2.0 without quotes', apiWith('OpenApiVersion: 2.0'), ['INVALID_VALUE 8']],
  ['a version 3.0 without quotes, where SAM writes the definition', apiWith('OpenApiVersion: 3.0'), []],
])('%s', async (_name, text, errors) => {
  expect(await errorsOf(text)).toEqual(errors);
});
