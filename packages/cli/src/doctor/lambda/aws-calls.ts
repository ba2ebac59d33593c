import type { Node } from 'oxc-parser';
import { calleeName, receiverOf } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

/** One call of an AWS operation in the user's code. */
export interface AwsCallSite {
  /** The service as IAM names it: `dynamodb`, `cloudwatch`. */
  readonly service: string;
  /** AWS's name of the operation: `PutItem`. */
  readonly operation: string;
  /** `new PutCommand(...)` with SDK v3, the method call with SDK v2 and with v3's aggregated clients. */
  readonly node: Node;
  readonly input: Node | undefined;
  readonly sdk: 'v2' | 'v3';
}

/** What `DocumentClient` and `lib-dynamodb` call differently from the API. */
const documentOperations: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

const documentServices = new Set(['lib-dynamodb', 'DynamoDB.DocumentClient', 'DynamoDBDocument']);

/** Clients whose calls the doctor knows, and IAM's prefix of their operations. */
const iamPrefixes: Readonly<Record<string, string>> = {
  'client-cloudwatch': 'cloudwatch',
  'client-dynamodb': 'dynamodb',
  'client-s3': 's3',
  'client-secrets-manager': 'secretsmanager',
  'client-ssm': 'ssm',
  'lib-dynamodb': 'dynamodb',
  CloudWatch: 'cloudwatch',
  DynamoDB: 'dynamodb',
  'DynamoDB.DocumentClient': 'dynamodb',
  DynamoDBDocument: 'dynamodb',
  S3: 's3',
  SSM: 'ssm',
  SecretsManager: 'secretsmanager',
};

export function awsCallsOf(module: SourceModule): readonly AwsCallSite[] {
  return [...commandsOf(module), ...methodCallsOf(module)];
}

/** SDK v3: `client.send(new PutCommand({ ... }))`. */
function* commandsOf(module: SourceModule): Generator<AwsCallSite> {
  for (const node of module.all('NewExpression')) {
    const origin = module.originOf(node.callee);
    const client = origin?.source.startsWith('@aws-sdk/') ? origin.source.slice('@aws-sdk/'.length) : undefined;
    const service = client && iamPrefixes[client];
    const name = origin?.imported.match(/^(\w+)Command$/)?.[1];
    if (!client || !service || !name) continue;
    yield { service, operation: operationOf(client, name), node, input: node.arguments[0], sdk: 'v3' };
  }
}

/** SDK v2, and v3's aggregated clients: `documentClient.put({ ... })`. */
function* methodCallsOf(module: SourceModule): Generator<AwsCallSite> {
  for (const node of module.all('CallExpression')) {
    const receiver = receiverOf(node);
    const method = calleeName(node);
    const client = receiver && clientOf(module, receiver);
    const service = client && iamPrefixes[client.name];
    if (!service || !method || method === 'send' || method === 'destroy' || method === 'promise') continue;
    const name = method.charAt(0).toUpperCase() + method.slice(1);
    yield { service, operation: operationOf(client.name, name), node, input: node.arguments[0], sdk: client.sdk };
  }
}

function operationOf(client: string, name: string): string {
  return documentServices.has(client) ? (documentOperations[name] ?? name) : name;
}

/** The client class behind `receiver`, as the SDK names it: `DynamoDB.DocumentClient`. */
export function clientOf(module: SourceModule, receiver: Node): { name: string; sdk: 'v2' | 'v3'; created: Node } | undefined {
  const value = module.valueOf(receiver);
  const created = value.type === 'CallExpression' && isCapture(value) && value.arguments[0] ? module.valueOf(value.arguments[0]) : value;
  const type = created.type === 'NewExpression' ? created.callee : documentFrom(created);
  const origin = type && module.originOf(type);
  if (!origin) return undefined;
  if (origin.source === 'aws-sdk') return { name: origin.imported, sdk: 'v2', created };
  const single = origin.source.match(/^aws-sdk\/clients\/(\w+)$/)?.[1];
  if (single) {
    const name = Object.keys(iamPrefixes).find((it) => it.toLowerCase() === single) ?? single;
    return { name: origin.imported === '*' ? name : `${name}.${origin.imported}`, sdk: 'v2', created };
  }
  return origin.source.startsWith('@aws-sdk/') ? { name: origin.imported, sdk: 'v3', created } : undefined;
}

/** `DynamoDBDocument` of `DynamoDBDocument.from(client)`. */
function documentFrom(node: Node): Node | undefined {
  return calleeName(node) === 'from' ? receiverOf(node) : undefined;
}

/** X-Ray's and Powertools' wrappers hand back the client they were given. */
function isCapture(call: Node): boolean {
  return /^captureAWS/.test(calleeName(call) ?? '');
}
