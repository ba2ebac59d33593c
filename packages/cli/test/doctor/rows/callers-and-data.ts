// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { type RuleRows, serverless } from './row.ts';

const table = (properties: string, policy = ''): string =>
  `resources:\n  Resources:\n    Orders:\n      Type: AWS::DynamoDB::Table\n${policy}      Properties:\n        BillingMode: PAY_PER_REQUEST\n        AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n        KeySchema: [{ AttributeName: id, KeyType: HASH }]\n${properties}`;
const put = "import { PutCommand } from '@aws-sdk/lib-dynamodb';";
const version2 = "const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient();";

export const callerAndDataRows: readonly RuleRows[] = [
  {
    rule: 'KEY_COMPARED_WITH_ENVIRONMENT',
    faulty: [
      "exports.handler = async (event) => { const keys = process.env.KEYS.split(';'); return keys.indexOf(event.headers['x-key']) >= 0; };",
      'exports.handler = async (event) => event.headers.Authorization === process.env.TOKEN;',
      "const KEY = process.env.KEY; exports.handler = async ({ headers }) => { if (headers['x-key'] !== KEY) return 401; return 200; };",
      "const keys = new Set(process.env.KEYS.split(',')); exports.handler = async (event) => keys.has(event.headers['x-key']);",
    ],
    fine: [
      "const keys = ['a', 'b']; exports.handler = async (event) => keys.includes(event.headers['x-kind']);",
      "exports.handler = async (event) => { if (!process.env.TOKEN) throw new Error('TOKEN is not set'); return event.headers.Authorization === process.env.TOKEN; };",
      'exports.handler = async (event) => event.httpMethod === process.env.METHOD;',
    ],
  },
  {
    rule: 'BEARER_TOKEN_CUT_OUT',
    faulty: [
      "exports.handler = async (event) => event.headers.Authorization.replace('Bearer ', '');",
      "const get = ({ headers }, event) => event.headers.authorization?.replace('bearer', '').trim(); exports.get = get;",
    ],
    fine: [
      "exports.handler = async (event) => /^Bearer +(\\S+)$/i.exec(event.headers.Authorization ?? '')?.[1];",
      "exports.title = (text) => text.replace('Bearer ', '');",
    ],
  },
  {
    rule: 'JWT_ALGORITHM_NOT_PINNED',
    faulty: [
      "import jwt from 'jsonwebtoken'; export const check = (token, key) => jwt.verify(token, key);",
      "const { verify } = require('jsonwebtoken'); exports.check = (token, key) => verify(token, key, { issuer: 'me' });",
    ],
    fine: [
      "import jwt from 'jsonwebtoken'; export const check = (token, key) => jwt.verify(token, key, { algorithms: ['RS256'] });",
      "import jwt from 'jsonwebtoken'; const options = { algorithms: ['ES256'] }; export const check = (token, key) => jwt.verify(token, key, options);",
      "import jwt from 'jsonwebtoken'; import { options } from './options.js'; export const check = (token, key) => jwt.verify(token, key, options);",
      "import { verify } from './own.js'; export const check = (token, key) => verify(token, key);",
    ],
  },
  {
    rule: 'JWT_SHARED_SECRET',
    faulty: [
      "import { verify } from 'jsonwebtoken'; const KEY = 'open sesame'; export const check = (token) => verify(token, KEY, { algorithms: ['HS256'] });",

      "import jwt from 'jsonwebtoken'; const SECRET = process.env.TOKEN_SECRET; export const check = (token) => jwt.verify(token, SECRET, { algorithms: ['HS256'] });",
    ],
    fine: [
      "import { verify } from 'jsonwebtoken'; const cert = `-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----`; export const check = (token) => verify(token, cert, { algorithms: ['RS256'] });",

      "import jwt from 'jsonwebtoken'; export const check = (token) => jwt.verify(token, process.env.PUBLIC_KEY, { algorithms: ['RS256'] });",
    ],
  },
  {
    rule: 'AUTHENTICATION_CATCH_TOO_WIDE',
    faulty: [
      "exports.handler = async (event) => { try { const user = check(event); return await orders(user); } catch { return { statusCode: 401, body: '' }; } }; function check() {} async function orders() {}",
    ],
    fine: [
      "exports.handler = async (event) => { let user; try { user = check(event); } catch { return { statusCode: 401, body: '' }; } return orders(user); }; function check() {} function orders() {}",
      "exports.handler = async (event) => { try { const user = check(event); return await orders(user); } catch (e) { if (e.code === 'TOKEN') return { statusCode: 401, body: '' }; throw e; } }; function check() {} async function orders() {}",
      "exports.handler = async (event) => { try { const user = check(event); return await orders(user); } catch (e) { return { statusCode: 500, body: '' }; } }; function check() {} async function orders() {}",
    ],
  },
  {
    rule: 'CONFIGURATION_ERROR_HIDDEN',
    faulty: [
      "exports.check = (token) => { try { return sign(token, process.env.KEY); } catch { throw new Error('bad signature'); } }; function sign() {}",
    ],
    fine: [
      "exports.check = (token) => { try { return sign(token, process.env.KEY); } catch (cause) { throw new Error('bad signature', { cause }); } }; function sign() {}",
      "const key = process.env.KEY; if (!key) throw new Error('KEY is not set'); exports.check = (token) => { try { return sign(token, process.env.KEY); } catch { throw new Error('bad signature'); } }; function sign() {}",
      'const key = process.env.KEY; exports.check = (token) => { try { return sign(token, key); } catch { return undefined; } }; function sign() {}',
    ],
  },
  {
    rule: 'ENVIRONMENT_VARIABLE_UNSET',
    faulty: [
      {
        'handler.js': 'exports.handler = async () => process.env.TABEL;',
        'serverless.yml': serverless({ provider: 'environment:\n  TABLE: orders' }),
      },
      { 'handler.js': 'const { TABLE } = process.env; exports.handler = async () => TABLE;', 'serverless.yml': serverless() },
      {
        'handler.js': "exports.handler = require('./orders').list;",
        'orders.js': 'exports.list = async () => process.env.TABLE.length;',
        'serverless.yml': serverless(),
      },
    ],
    fine: [
      { 'handler.js': "require('dotenv').config(); exports.handler = async () => process.env.TABLE;", 'serverless.yml': serverless() },

      {
        'handler.js': 'exports.handler = async () => [process.env.TABLE, process.env.AWS_REGION, process.env.NODE_ENV];',
        'serverless.yml': serverless({ fn: 'environment:\n  TABLE: orders' }),
      },
      {
        'handler.js':
          "const table = process.env.TABLE; if (!table) throw new Error('TABLE is not set'); exports.handler = async () => table;",
        'serverless.yml': serverless(),
      },
      {
        'handler.js':
          "const { SIZE = '10' } = process.env; exports.handler = async () => [SIZE, process.env.LIMIT ?? '5', process.env.FLAG === '1', process.env.A?.length];",
        'serverless.yml': serverless(),
      },
      { 'handler.js': 'exports.handler = async () => 1;', 'script.js': 'process.env.OTHER.length;', 'serverless.yml': serverless() },
      'exports.handler = async () => process.env.TABLE;',
    ],
  },
  {
    rule: 'SECRET_IN_TEMPLATE',
    faulty: [
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({ provider: 'environment:\n  DB_PASSWORD: hunter2hunter2' }),
      },
    ],
    fine: [
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({
          provider:
            'environment:\n  SECRET: arn:aws:secretsmanager:us-east-1:123456789012:secret:x\n  DB_PASSWORD: "{{resolve:secretsmanager:db}}"\n  TOKEN_TTL: "3600"\n  STRIPE_SECRET: /shop/stripe',
        }),
      },
    ],
  },
  {
    rule: 'CLIENT_OVERWRITES_ID',
    faulty: [
      {
        'handler.ts':
          "import * as AWS from 'aws-sdk'; const db = new AWS.DynamoDB.DocumentClient(); export const handler = async (event: Event) => { const order: NewOrder = JSON.parse(event.body); const item = { orderId: makeId(), ...order }; await db.put({ TableName: 't', Item: item }).promise(); };",
      },

      `${put} export const save = (db, input) => db.send(new PutCommand({ TableName: 't', Item: { id: crypto.randomUUID(), ...input } }));`,
      `${version2} exports.handler = async (event) => { const order = JSON.parse(event.body); const item = { pk: key(), at: 1, ...order }; await db.put({ TableName: 't', Item: item }).promise(); }; function key() {}`,
      {
        'handler.ts': `${put} export const save = (db: Db, input: Record<string, unknown>) => db.send(new PutCommand({ TableName: 't', Item: { orderId: crypto.randomUUID(), ...input } }));`,
      },
    ],
    fine: [
      `${put} export const save = (db, input) => db.send(new PutCommand({ TableName: 't', Item: { ...input, id: crypto.randomUUID() } }));`,
      `${put} const defaults = { state: 'open' }; export const save = (db, name) => db.send(new PutCommand({ TableName: 't', Item: { id: crypto.randomUUID(), ...defaults, name } }));`,
      {
        'handler.ts': `${put} export const save = (db: Db, input: NewOrder) => db.send(new PutCommand({ TableName: 't', Item: { id: crypto.randomUUID(), ...input } }));`,
      },
      'export const request = (options) => ({ id: crypto.randomUUID(), ...options });',
      `${put} export const save = (db, input) => db.send(new PutCommand({ TableName: 't', Item: { state: 'open', ...input } }));`,
    ],
  },
  {
    rule: 'RANDOM_ID',
    faulty: [
      'export const orderId = () => Math.random().toString(36).slice(2);',
      'export function newToken() { return Math.floor(Math.random() * 1e9); }',
      'export const make = () => ({ id: Math.random() });',
    ],
    fine: [
      "import { randomUUID } from 'node:crypto'; export const orderId = () => randomUUID();",
      'export const jitterMs = () => Math.random() * 100;',
      'export const pick = (list) => list[Math.floor(Math.random() * list.length)];',
    ],
  },
  {
    rule: 'SCAN_READS_ONE_PAGE',
    faulty: [
      "const AWSXRay = require('aws-xray-sdk'); const AWS = AWSXRay.captureAWS(require('aws-sdk')); const db = new AWS.DynamoDB.DocumentClient(); exports.all = () => db.scan({ TableName: 't' }).promise();",

      "import { ScanCommand } from '@aws-sdk/lib-dynamodb'; export const all = async (db) => (await db.send(new ScanCommand({ TableName: 't' }))).Items;",
      `${version2} exports.all = () => db.scan({ TableName: 't' }).promise();`,
      "import { DynamoDB } from '@aws-sdk/client-dynamodb'; const db = new DynamoDB({}); export const all = () => db.scan({ TableName: 't' });",
    ],
    fine: [
      "import { ScanCommand } from '@aws-sdk/lib-dynamodb'; export const page = async (db, ExclusiveStartKey) => db.send(new ScanCommand({ TableName: 't', ExclusiveStartKey }));",
      "import { paginateScan } from '@aws-sdk/lib-dynamodb'; export const all = (client) => paginateScan({ client }, { TableName: 't' });",
      'export const keys = (redis) => redis.scan(0);',
    ],
  },
  {
    rule: 'MISSING_PERMISSION',
    faulty: [
      {
        'handler.mjs':
          "import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'; const db = new DynamoDBClient({}); export const handler = async () => db.send(new QueryCommand({}));",
        'serverless.yml': serverless(),
      },
      {
        'handler.js': `${version2} exports.handler = async () => db.delete({}).promise();`,
        'serverless.yml': serverless({
          provider:
            'iam:\n  role:\n    statements:\n      - Effect: Allow\n        Action: [dynamodb:Get*, dynamodb:Query]\n        Resource: "*"',
        }),
      },
    ],
    fine: [
      {
        'handler.js': `${version2} exports.handler = async () => 1; exports.other = async () => db.delete({}).promise();`,
        'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  One: { Type: AWS::Serverless::Function, Properties: { Handler: handler.handler, Runtime: nodejs24.x, CodeUri: . } }
  Other:
    Type: AWS::Serverless::Function
    Properties:
      { Handler: handler.other, Runtime: nodejs24.x, CodeUri: ., Policies: [{ DynamoDBCrudPolicy: { TableName: t } }] }
`,
      },
      {
        'handler.js': `${version2} exports.handler = async () => db.delete({}).promise();`,
        'package.json': '{"devDependencies":{"serverless-iam-roles-per-function":"3.2.0"}}',
        'serverless.yml': serverless(),
      },

      {
        'handler.js': `${version2} exports.handler = async () => [db.get({}).promise(), db.query({}).promise()];`,
        'serverless.yml': serverless({
          provider:
            'iam:\n  role:\n    statements:\n      - Effect: Allow\n        Action: [dynamodb:Get*, dynamodb:Query]\n        Resource: "*"',
        }),
      },
      {
        'handler.js': `${version2} exports.handler = async () => db.delete({}).promise();`,
        'serverless.yml': serverless({ fn: 'role: arn:aws:iam::123456789012:role/own' }),
      },
      {
        'handler.js': `${version2} exports.handler = async () => db.delete({}).promise();`,
        'serverless.yml': serverless({
          provider: 'iam:\n  role:\n    managedPolicies:\n      - arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess',
        }),
      },
    ],
  },
  {
    rule: 'SDK_KEEP_ALIVE_OFF',
    faulty: [`${version2} exports.db = db;`, "const S3 = require('aws-sdk/clients/s3'); exports.s3 = new S3();"],
    fine: [
      {
        'handler.js': `${version2} exports.handler = async () => db;`,
        'serverless.yml': serverless({ provider: "environment:\n  AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1'" }),
      },
      "const AWS = require('aws-sdk'); const https = require('https'); exports.db = new AWS.DynamoDB({ httpOptions: { agent: new https.Agent({ keepAlive: true }) } });",
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; export const db = new DynamoDBClient({});",
    ],
  },
  {
    rule: 'AWS_SDK_V2',
    faulty: [
      "const AWS = require('aws-sdk'); exports.AWS = AWS;",
      "import S3 from 'aws-sdk/clients/s3.js'; export const s3 = S3;",
      {
        'handler.js': "exports.handler = async () => require('aws-sdk');",
        'package.json': '{"dependencies":{}}',
        'serverless.yml': serverless(),
      },
    ],
    fine: ["import { S3 } from '@aws-sdk/client-s3'; export const s3 = new S3({});", "require('aws-sdk-client-mock');"],
  },
  {
    rule: 'TABLE_NAME_FIXED',
    faulty: [{ 'serverless.yml': serverless({ rest: table('        TableName: orders\n') }), 'handler.js': '' }],
    fine: [
      { 'serverless.yml': serverless({ rest: table('        TableName: orders-${sls:stage}\n') }), 'handler.js': '' },
      { 'serverless.yml': serverless({ rest: table('') }), 'handler.js': '' },
    ],
  },
  {
    rule: 'TABLE_DELETED_WITH_STACK',
    faulty: [{ 'serverless.yml': serverless({ rest: table('') }), 'handler.js': '' }],
    fine: [
      { 'serverless.yml': serverless({ rest: table('', '      DeletionPolicy: Retain\n') }), 'handler.js': '' },
      { 'serverless.yml': serverless({ rest: table('        DeletionProtectionEnabled: true\n') }), 'handler.js': '' },
    ],
  },
  {
    rule: 'METRICS_ON_REQUEST_PATH',
    faulty: [
      "import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'; const c = new CloudWatchClient({}); export const handler = async () => { await c.send(new PutMetricDataCommand({})); return { statusCode: 200, body: '' }; };",
    ],
    fine: [
      "import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'; const c = new CloudWatchClient({}); export const report = async () => { await c.send(new PutMetricDataCommand({})); };",
      "export const handler = async () => { console.log(JSON.stringify({ _aws: {} })); return { statusCode: 200, body: '' }; };",
    ],
  },
  {
    rule: 'METRICS_FAILURE_FAILS_REQUEST',
    faulty: [
      "const { CloudWatch } = require('aws-sdk'); const c = new CloudWatch(); const count = (n) => c.putMetricData({ n }).promise(); exports.handler = async () => { await count(1); return { statusCode: 200, body: '' }; };",
    ],
    fine: [
      "const { CloudWatch } = require('aws-sdk'); const c = new CloudWatch(); async function count(n) { try { await c.putMetricData({ n }).promise(); } catch (e) { console.error(e); } } exports.handler = async () => { await count(1); return { statusCode: 200, body: '' }; };",
      "const { CloudWatch } = require('aws-sdk'); const c = new CloudWatch(); const count = (n) => c.putMetricData({ n }).promise(); exports.handler = async () => { try { await count(1); } catch (e) { console.error(e); } return { statusCode: 200, body: '' }; };",
    ],
  },
  {
    rule: 'SYNTAX_NEWER_THAN_RUNTIME',
    faulty: [
      {
        'handler.js': 'exports.handler = async (event) => event.body ?? null;',
        'serverless.yml': serverless({ fn: 'runtime: nodejs12.x' }),
      },
      { 'handler.js': 'let a; exports.handler = async () => (a ??= 1);', 'serverless.yml': serverless({ fn: 'runtime: nodejs14.x' }) },
    ],
    fine: [
      {
        'handler.js': 'exports.handler = async (event) => event?.body ?? null;',
        'serverless.yml': serverless({ fn: 'runtime: nodejs14.x' }),
      },
      {
        'handler.ts': 'export const handler = async (event: any) => event?.body;',
        'serverless.yml': serverless({ fn: 'runtime: nodejs12.x' }),
      },
    ],
  },
  {
    rule: 'FUNCTION_NOT_VERSIONED',
    faulty: [{ 'handler.js': '', 'serverless.yml': serverless({ provider: 'stage: prod\nversionFunctions: false' }) }],
    fine: [{ 'handler.js': '', 'serverless.yml': serverless({ provider: 'stage: dev\nversionFunctions: false' }) }],
  },
];
