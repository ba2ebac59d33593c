// Compile times: templates of several sizes, composed here, in a fresh process each. "first" is what a command line pays for the one
// template it compiles, "warm" the median once the code is hot, as in a running `dev`. Beside them the Python SAM translator
// (its `translate` alone, in a process that is warm) and `osls package` (the whole command).
//
//   npm run bench -- compile          needs python3 with aws-sam-translator, and `npm run bench:setup`, for the peers
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTemplate } from '@gatewright/template';

const rounds = 21;
const [measured] = process.argv.slice(2);

if (measured !== undefined) await measure(measured);
else await compare();

async function measure(path: string): Promise<void> {
  const text = readFileSync(path, 'utf8');
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const times: number[] = [];
  let mistakes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const { diagnostics } = await loadTemplate(basename(path), { readFile: async () => text, ...settings });
    times.push(performance.now() - startedAt);
    mistakes = diagnostics.filter((it) => it.severity === 'error').length;
  }
  const [first = 0] = times;
  const warm = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  console.log(JSON.stringify({ first, warm, mistakes }));
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-compile-'));
  const templates = [
    ['sam-5-functions', 'template.yaml', sam(5)],
    ['sam-80-functions', 'template.yaml', sam(80)],
    ['cloudformation-500-resources', 'template.json', cloudFormation()],
    ['serverless-5-functions', 'serverless.yml', serverless(5)],
    ['serverless-40-functions', 'serverless.yml', serverless(40)],
  ] as const;
  console.log(`${''.padEnd(30)}${'size'.padStart(9)}${'first'.padStart(11)}${'warm'.padStart(11)}   peer`);
  for (const [name, file, text] of templates) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), path], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { first, warm, mistakes } = JSON.parse(stdout) as { first: number; warm: number; mistakes: number };
    if (mistakes > 0) throw new Error(`${name} does not compile: ${mistakes} mistakes.`);
    const peer = name.startsWith('sam') ? translator(path) : name.startsWith('serverless') ? osls(path) : '';
    const size = `${Math.round(text.length / 1024)} KiB`;
    console.log(`${name.padEnd(30)}${size.padStart(9)}${milliseconds(first)}${milliseconds(warm)}   ${peer}`);
  }
}

function milliseconds(time: number): string {
  return `${time.toFixed(1)} ms`.padStart(11);
}

function translator(path: string): string {
  const input = `${path}\n`.repeat(7);
  const { stdout } = spawnSync('python3', ['packages/template/scripts/translate_sam.py'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const answers = stdout.trim().split('\n').filter(Boolean) as readonly string[];
  const times = answers.map((it) => (JSON.parse(it) as { milliseconds?: number }).milliseconds ?? 0).sort((a, b) => a - b);
  return times.length === 0 ? 'no SAM translator here' : `SAM translator ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms`;
}

function osls(path: string): string {
  const command = 'benchmarks/peers/node_modules/osls/bin/serverless.js';
  if (!existsSync(command)) return 'no osls here';
  writeFileSync(join(dirname(path), 'app.js'), 'exports.handler = async () => ({ statusCode: 200 });\n');
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [join(process.cwd(), command), 'package'], {
    cwd: dirname(path),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout);
  return `osls package ${(performance.now() - startedAt).toFixed(0)} ms`;
}

function sam(count: number): string {
  const functions = Array.from(
    { length: count },
    (_, index) => `
  Function${index}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/function${index}.handler
      CodeUri: s3://bucket/code.zip
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Table
      Events:
        Get: { Type: Api, Properties: { Path: '/things${index}/{id}', Method: get } }
        Post: { Type: Api, Properties: { Path: '/things${index}', Method: post } }`,
  );
  return `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs24.x
    Environment:
      Variables:
        TABLE: !Ref Table
  Api:
    Cors: "'*'"
Resources:
  Table:
    Type: AWS::Serverless::SimpleTable${functions.join('')}
`;
}

/** As the CDK writes it: as many resources as CloudFormation takes. */
function cloudFormation(): string {
  const resources: Record<string, unknown> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'things' } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
  };
  const policy = (Statement: unknown): unknown => ({ Statement: [Statement], Version: '2012-10-17' });
  for (let index = 0; index < 124; index += 1) {
    resources[`Function${index}`] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'code.zip' },
        Environment: { Variables: { TABLE: { Ref: 'Table' }, LEVEL: 'info' } },
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`Role${index}`, 'Arn'] },
        Runtime: 'nodejs24.x',
      },
      DependsOn: [`Policy${index}`, `Role${index}`],
      Metadata: { 'aws:cdk:path': `Stack/Function${index}/Resource`, 'aws:asset:path': 'asset.code', 'aws:asset:property': 'Code' },
    };
    resources[`Role${index}`] = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }),
        ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSLambdaBasicExecutionRole']] }],
      },
    };
    resources[`Policy${index}`] = {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: policy({ Action: ['dynamodb:GetItem'], Effect: 'Allow', Resource: [{ 'Fn::GetAtt': ['Table', 'Arn'] }] }),
        PolicyName: `Policy${index}`,
        Roles: [{ Ref: `Role${index}` }],
      },
    };
    resources[`Resource${index}`] = {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: `things${index}`, RestApiId: { Ref: 'Api' } },
    };
  }
  return JSON.stringify({ Resources: resources }, null, 1);
}

function serverless(count: number): string {
  const functions = Array.from(
    { length: count },
    (_, index) => `
  function${index}:
    handler: app.handler
    events:
      - http: { path: 'things${index}/{id}', method: get, cors: true }
      - http: { path: 'things${index}', method: post, cors: true }`,
  );
  return `service: things
provider:
  name: aws
  runtime: nodejs22.x
  stage: \${opt:stage, 'dev'}
  environment:
    STAGE: \${self:provider.stage}
functions:${functions.join('')}
`;
}
