// What is generated from a serverless.yml points at the line that asked for it, what is written there at itself; and where
// each function's code is. What is generated is in golden.test.ts and serverless-osls.test.ts.
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/load-template.ts';
import { placeOfKey, placeOfPath } from '../src/places.ts';
import type { CompileResult } from '../src/template.ts';

const text = `service: placed
plugins: [serverless-esbuild]
custom:
  name: notes
  esbuild: { minify: true, external: [sharp] }
provider:
  name: aws
  runtime: nodejs22.x
  region: eu-central-1
  environment:
    TABLE: \${self:custom.name}-\${sls:stage}
functions:
  list:
    handler: src/list.handler
    timeout: 20
    events:
      - http: GET /notes
      - http:
          path: notes/{id}
          method: get
          private: true
          cors: true
  shown:
    handler: src/shown.handler
    url:
      authorizer: aws_iam
    events:
      - httpApi: GET /shown
      - httpApi:
          method: POST
          path: /shown
          authorizer: { type: aws_iam }
      - sqs:
          arn: arn:aws:sqs:us-east-1:123456789012:queue
resources: \${file(resources.yml)}
`;
const resources = `Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: \${self:custom.name}
`;

async function compile(): Promise<CompileResult> {
  return loadTemplate('serverless.yml', {
    readFile: async (path) => (path === 'serverless.yml' ? text : resources),
    stage: 'qa',
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
}

const rows: { path: string[]; line: number; file?: string }[] = [
  { path: ['ListLambdaFunction', 'Properties', 'Handler'], line: 14 },
  { path: ['ListLambdaFunction', 'Properties', 'Runtime'], line: 8 },
  { path: ['ListLambdaFunction', 'Properties', 'Timeout'], line: 15 },
  { path: ['ListLambdaFunction', 'Properties', 'MemorySize'], line: 13 },
  { path: ['ListLambdaFunction', 'Properties', 'Environment', 'Variables', 'TABLE'], line: 11 },
  { path: ['ListLogGroup', 'Properties', 'LogGroupName'], line: 13 },
  { path: ['ApiGatewayMethodNotesGet', 'Properties', 'Integration', 'Uri'], line: 17 },
  { path: ['ApiGatewayResourceNotesIdVar', 'Properties', 'PathPart'], line: 19 },
  { path: ['ApiGatewayMethodNotesIdVarGet', 'Properties', 'HttpMethod'], line: 20 },
  { path: ['ApiGatewayMethodNotesIdVarGet', 'Properties', 'ApiKeyRequired'], line: 21 },
  { path: ['ApiGatewayMethodNotesIdVarOptions', 'Properties', 'Integration'], line: 22 },
  { path: ['ShownLambdaFunctionUrl', 'Properties', 'AuthType'], line: 26 },
  { path: ['HttpApiRouteGetShown', 'Properties', 'RouteKey'], line: 28 },
  { path: ['HttpApiRoutePostShown', 'Properties', 'RouteKey'], line: 31 },
  { path: ['HttpApiRoutePostShown', 'Properties', 'AuthorizationType'], line: 32 },
  { path: ['ShownEventSourceMappingSQSQueue', 'Properties', 'BatchSize'], line: 33 },
  { path: ['Table', 'Properties', 'TableName'], line: 5, file: 'resources.yml' },
];

test.each(rows)('$path', async ({ path, line, file = 'serverless.yml' }) => {
  const { template } = await compile();
  expect(placeOfPath(template?.Resources ?? {}, path)).toMatchObject({ file, line });
});

test('a resource itself points at the line that asked for it', async () => {
  const { template } = await compile();
  expect(placeOfKey(template?.Resources ?? {}, 'ListLambdaFunction')).toMatchObject({ line: 13 });
});

test('says what the engine needs beside the template', async () => {
  const { template: _, ...rest } = await compile();
  expect(rest).toEqual({
    format: 'serverless',
    diagnostics: [],
    files: ['serverless.yml', 'resources.yml'],
    functions: {
      ListLambdaFunction: { codeUri: '.', esbuild: { minify: true, external: ['sharp'] } },
      ShownLambdaFunction: { codeUri: '.', esbuild: { minify: true, external: ['sharp'] } },
    },
    deploymentOnly: ['ServerlessDeploymentBucket', 'ServerlessDeploymentBucketPolicy'],
    stackName: 'placed-qa',
    stage: 'qa',
    region: 'eu-central-1',
  });
});

test('an unchanged file deploys nothing anew, a changed method does', async () => {
  const deployment = async (source: string): Promise<string | undefined> => {
    const { template } = await loadTemplate('serverless.yml', {
      readFile: async (path) => (path === 'serverless.yml' ? source : resources),
      stage: undefined,
      region: 'us-east-1',
      accountId: '123456789012',
      environment: {},
      parameters: {},
      options: {},
    });
    return Object.keys(template?.Resources ?? {}).find((it) => it.startsWith('ApiGatewayDeployment'));
  };
  expect(await deployment(text)).toMatch(/^ApiGatewayDeployment\d{13}$/);
  expect(await deployment(text)).toBe(await deployment(text));
  expect(await deployment(text.replace('timeout: 20', 'timeout: 21'))).toBe(await deployment(text));
  expect(await deployment(text.replace('private: true', 'private: false'))).not.toBe(await deployment(text));
});
