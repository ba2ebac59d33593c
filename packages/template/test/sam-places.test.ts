// What SAM generates points to the line it was made from: the engine explains refusals by these places.
import { expect, test } from 'vitest';
import { loadTemplate, placeOfKey, placeOfPath } from '../src/index.ts';

const source = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs24.x
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: hello.handler
      CodeUri: src
      Policies: AmazonS3ReadOnlyAccess
      Events:
        Get:
          Type: Api
          Properties: { Path: /hello, Method: get, RestApiId: !Ref Api }
        Post:
          Type: Api
          Properties: { Path: /hello, Method: post }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Cors: "'*'"
      GatewayResponses:
        UNAUTHORIZED: { StatusCode: 401 }
      Auth:
        Authorizers:
          Tokens: { FunctionArn: !GetAtt Hello.Arn }
`;

const { template, diagnostics } = await loadTemplate('template.yaml', {
  readFile: async () => source,
  stage: undefined,
  region: 'us-east-1',
  accountId: '123456789012',
  environment: {},
  parameters: {},
  options: {},
});

const integration = 'x-amazon-apigateway-integration';
const cases: [path: (string | number)[], line: number][] = [
  [['Hello'], 6],
  [['Hello', 'Properties', 'Handler'], 9],
  [['Hello', 'Properties', 'Runtime'], 4],
  [['Hello', 'Properties', 'Code'], 10],
  [['Hello', 'Properties', 'Role'], 6],
  [['Hello', 'Type'], 7],
  [['HelloRole'], 6],
  [['HelloRole', 'Type'], 6],
  [['HelloGetPermissionprod', 'Type'], 13],
  [['HelloRole', 'Properties', 'ManagedPolicyArns'], 6],
  [['HelloGetPermissionprod'], 13],
  [['HelloPostPermissionProd'], 16],
  [['Api'], 19],
  [['Api', 'Properties', 'Body', 'paths', '/hello'], 13],
  [['Api', 'Properties', 'Body', 'paths', '/hello', 'get'], 13],
  [['Api', 'Properties', 'Body', 'paths', '/hello', 'get', integration], 13],
  [['Api', 'Properties', 'Body', 'paths', '/hello', 'get', integration, 'uri'], 13],
  [['Api', 'Properties', 'Body', 'paths', '/hello', 'options'], 23],
  [['Api', 'Properties', 'Body', 'x-amazon-apigateway-gateway-responses', 'UNAUTHORIZED'], 25],
  [['Api', 'Properties', 'Body', 'securityDefinitions', 'Tokens'], 28],
  [['ApiTokensAuthorizerPermission'], 28],
  [['ApiprodStage', 'Properties', 'StageName'], 22],
  [['ServerlessRestApi'], 16],
  [['ServerlessRestApi', 'Properties', 'Body', 'paths', '/hello', 'post'], 16],
];

test.each(cases)('%j is of line %i', (path, line) => {
  expect(diagnostics).toEqual([]);
  const resources = template?.Resources ?? {};
  const place = path.length === 1 ? placeOfKey(resources, path[0] ?? '') : placeOfPath(resources, path);
  expect(place).toMatchObject({ file: 'template.yaml', line });
});
