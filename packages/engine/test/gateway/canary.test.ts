// Covers canaries: which part of the requests goes to the other deployment, with which variables, and what they share.
import { expect, test } from 'vitest';
import { lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

async function start(canary: object, stage: object = {}, two: object = {}): Promise<TestGateway> {
  const ref = (Ref: string): object => ({ Ref });
  const mapping = 'method.response.header.X-Canary';
  const method = (name: string, functionName: string): object => ({
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: ref('Api'),
      ResourceId: ref(name),
      HttpMethod: 'GET',
      AuthorizationType: 'NONE',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: lambdaUri(functionName) },
    },
  });
  const gateway = await startGateway({
    template: JSON.stringify({
      Resources: {
        Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
        Path: {
          Type: 'AWS::ApiGateway::Resource',
          Properties: { RestApiId: ref('Api'), ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'a' },
        },
        Mock: {
          Type: 'AWS::ApiGateway::Resource',
          Properties: { RestApiId: ref('Api'), ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'mock' },
        },
        Get: method('Path', '$' + '{stageVariables.name}'),
        GetMock: {
          Type: 'AWS::ApiGateway::Method',
          Properties: {
            RestApiId: ref('Api'),
            ResourceId: ref('Mock'),
            HttpMethod: 'GET',
            AuthorizationType: 'NONE',
            MethodResponses: [{ StatusCode: '200', ResponseParameters: { [mapping]: false } }],
            Integration: {
              Type: 'MOCK',
              RequestTemplates: { 'application/json': '{"statusCode": 200}' },
              IntegrationResponses: [{ StatusCode: '200', ResponseParameters: { [mapping]: 'context.isCanaryRequest' } }],
            },
          },
        },
        One: { Type: 'AWS::ApiGateway::Deployment', DependsOn: ['Get', 'GetMock'], Properties: { RestApiId: ref('Api') } },
        Two: { Type: 'AWS::ApiGateway::Deployment', DependsOn: ['Get', 'GetMock'], Properties: { RestApiId: ref('Api') }, ...two },
        Stage: {
          Type: 'AWS::ApiGateway::Stage',
          Properties: {
            RestApiId: ref('Api'),
            DeploymentId: ref('One'),
            StageName: 'test',
            Variables: { name: 'old', other: 'kept' },
            CanarySetting: { DeploymentId: ref('Two'), StageVariableOverrides: { name: 'young' }, ...canary },
            ...stage,
          },
        },
      },
    }),
    functions: { old: () => ({ statusCode: 200, body: 'old' }), young: () => ({ statusCode: 200, body: 'young' }) },
  });
  return gateway;
}

const bodies = async (gateway: TestGateway, count: number): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (let index = 0; index < count; index += 1) texts.push((await gateway.send({ path: '/test/a' })).text);
  return texts;
};

// Source: "Set up an API Gateway canary release deployment"; localstack's recordings of canary deployments.
test.each([
  { percentTraffic: 0, least: 0, most: 0 },
  { percentTraffic: 100, least: 100, most: 100 },
  // Chance: the odds against these bounds are beyond a thousand million to one.
  { percentTraffic: 50, least: 20, most: 80 },
])('$percentTraffic percent of the requests', async ({ percentTraffic, least, most }) => {
  const gateway = await start({ PercentTraffic: percentTraffic });
  expect(gateway.diagnostics).toEqual([]);
  const ofCanary = (await bodies(gateway, 100)).filter((it) => it === 'young').length;
  await gateway.stop();
  expect(ofCanary).toBeGreaterThanOrEqual(least);
  expect(ofCanary).toBeLessThanOrEqual(most);
});

test.each([
  { percentTraffic: 100, name: 'young', is: 'true' },
  { percentTraffic: 0, name: 'old', is: 'false' },
])('variables are merged, and isCanaryRequest says $is', async ({ percentTraffic, name, is }) => {
  const gateway = await start({ PercentTraffic: percentTraffic });
  await gateway.send({ path: '/test/a' });
  const event = gateway.invocations.at(-1)?.event;
  const mock = await gateway.send({ path: '/test/mock' });
  await gateway.stop();
  expect(event?.stageVariables).toEqual({ name, other: 'kept' });
  expect(mock.headers['x-canary']).toBe(is);
});

test('a percentage beyond a hundred is refused', async () => {
  const gateway = await start({ PercentTraffic: 101 });
  expect(gateway.diagnostics[0]?.message).toContain('percentTraffic');
  await gateway.stop();
});

// Source: "AWS::ApiGateway::Deployment DeploymentCanarySettings"; localstack's recordings of canary deployments.
test('a Deployment with canary settings becomes the canary of the stage that it names', async () => {
  const settings = { PercentTraffic: 100, StageVariableOverrides: { name: 'young' } };
  const two = { DependsOn: ['Stage'], Properties: { RestApiId: { Ref: 'Api' }, StageName: 'test', DeploymentCanarySettings: settings } };
  const gateway = await start({}, { CanarySetting: undefined }, two);
  expect(gateway.diagnostics).toEqual([]);
  expect(await bodies(gateway, 1)).toEqual(['young']);
  await gateway.stop();
});

test('and needs a stage that is there', async () => {
  const two = { Properties: { RestApiId: { Ref: 'Api' }, StageName: 'none', DeploymentCanarySettings: { PercentTraffic: 1 } } };
  const gateway = await start({}, { CanarySetting: undefined }, two);
  expect(gateway.diagnostics[0]?.message).toContain('Stage none must already be created before making a canary release deployment');
  await gateway.stop();
});

test('a stage that a Deployment describes may have a canary', async () => {
  const stage = { Variables: { name: 'old' }, CanarySetting: { PercentTraffic: 100, StageVariableOverrides: { name: 'young' } } };
  const two = { DependsOn: ['Get', 'GetMock'], Properties: { RestApiId: { Ref: 'Api' }, StageName: 'described', StageDescription: stage } };
  const gateway = await start({}, { CanarySetting: undefined }, two);
  expect(gateway.diagnostics).toEqual([]);
  expect((await gateway.send({ path: '/described/a' })).text).toBe('young');
  await gateway.stop();
});
