// What mapping templates print, over HTTP: each row is a response template of its own method, behind a function that answers with its
// event. Paths and other integrations are in rest-api.test.ts. TARGET_VELOCITY_URL calls another endpoint that has the same template.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from './endpoint.ts';
import { velocityRows } from './velocity-rows.ts';

const rows = velocityRows
  .flatMap(({ source, rows }) => rows.map((row) => ({ ...row, source })))
  .map((row, index) => ({ ...row, path: `/row${index}` }));

let api: Api;
beforeAll(async () => {
  api = await startApi(template(), process.env.TARGET_VELOCITY_URL);
});
afterAll(() => api.stop());

test.each(rows)('$path $template', async ({ path, query = '', input = '{}', prints }) => {
  const answer = await api.send({ method: 'POST', path: `${path}${query}`, headers: { 'Content-Type': 'application/json' }, body: input });
  expect([answer.status, answer.text]).toEqual([200, prints]);
});

function template(): string {
  const uri = { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations' };
  const operation = (text: string): object => ({
    responses: { 200: {} },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri,
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': text } } },
    },
  });
  const paths = Object.fromEntries(rows.map((row) => [row.path, { post: operation(row.template) }]));
  return JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Echo: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: 'exports.handler = async (event) => event;' },
        },
      },
      MayCall: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Echo' }, Principal: 'apigateway.amazonaws.com' },
      },
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { Name: 'velocity', Body: { swagger: '2.0', info: { title: 'velocity', version: '1' }, paths } },
      },
      Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: ['MayCall'], Properties: { RestApiId: { Ref: 'Api' } } },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'test', Variables: { color: 'blue' } },
      },
    },
  });
}
