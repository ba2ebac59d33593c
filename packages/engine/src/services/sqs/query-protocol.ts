import type { AwsRequest, AwsResponse } from '../../protocol/aws-service.ts';
import { refuseService } from '../../protocol/refuse-service.ts';
import { QueryText } from '../../protocol/rpc/query-text.ts';
import { elementOf, escapeXml, queryWire } from '../../protocol/rpc/query-wire.ts';
import type { RpcService } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import { readCredential } from '../../protocol/sigv4.ts';
import type { Queues } from './queues.ts';
import { queryCodeOf } from './refusals.ts';

/** Lists and maps of this protocol are flat, each item under a name in the singular. @source the service's model before it spoke JSON: `xmlName` */
const plurals: { readonly [name: string]: string } = {
  AWSAccountId: 'AWSAccountIds',
  ActionName: 'Actions',
  Attribute: 'Attributes',
  AttributeName: 'AttributeNames',
  MessageAttribute: 'MessageAttributes',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttribute: 'MessageSystemAttributes',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  Tag: 'Tags',
  TagKey: 'TagKeys',
};
const singulars: { readonly [name: string]: string } = {
  Failed: 'BatchResultErrorEntry',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
  Results: 'Result',
  queueUrls: 'QueueUrl',
};
const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** Whether a request speaks the query protocol, which SQS had alone until 2023. */
export function speaksQuery(request: AwsRequest): boolean {
  return request.headers['x-amz-target'] === undefined && queryWire.operationOf(request, { signingName: 'sqs' }) !== undefined;
}

/** Answers a request of the query protocol with XML. */
export async function answerQuery(rpc: RpcService<Queues>, request: AwsRequest): Promise<AwsResponse> {
  const name = queryWire.operationOf(request, rpc) ?? '';
  const operation = (await rpc.operations()).find((it) => it.name === name);
  if (!operation) return refuseService('sqs', request);
  const { requestId } = request;
  // API Gateway asks for JSON where it calls SQS for a method.
  const asJson = request.headers.accept === 'application/json';
  const headers = { 'content-type': asJson ? 'application/json' : 'text/xml', 'x-amzn-requestid': requestId };
  let resource: string | undefined;
  try {
    const input = { ...ofPath(request), ...inputOf(name, await queryWire.read(request)) };
    resource = input.QueueUrl instanceof QueryText ? input.QueueUrl.text.split('/').at(-1) : undefined;
    const { authorization } = request.headers;
    const credential = readCredential(typeof authorization === 'string' ? authorization : undefined, request.url);
    const output = await operation.run(rpc.service, input, { requestId, accessKeyId: credential?.accessKeyId });
    if (asJson) return { status: 200, headers, body: jsonOf(name, output, requestId), operation: name, resource };
    const result = output === undefined ? '' : `<${name}Result>${membersOf(name, output)}</${name}Result>`;
    const body = `<?xml version="1.0"?><${name}Response xmlns="${namespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
    return { status: 200, headers, body, operation: name, resource };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const code = queryCodeOf(error);
    // Worded otherwise in this protocol. Source: recorded on AWS by localstack, 2024-04-30.
    const message = error.code === 'QueueDoesNotExist' ? 'The specified queue does not exist for this wsdl version.' : error.message;
    const document = { Error: { Code: code, Message: message, Type: 'Sender' }, RequestId: requestId };
    const body = asJson
      ? JSON.stringify(document)
      : `<?xml version="1.0"?><ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message><Detail/></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: error.status, headers, body, operation: name, resource, error: `${code}: ${message}` };
  }
}

/** What is not there is null. @source SendMessage through API Gateway, recorded on AWS by localstack */
function jsonOf(operation: string, output: object | undefined, RequestId: string): string {
  const members = operation === 'SendMessage' ? { SequenceNumber: null, ...output } : { ...output };
  const result = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? null]));
  return JSON.stringify({
    [`${operation}Response`]: { ResponseMetadata: { RequestId }, ...(output && { [`${operation}Result`]: result }) },
  });
}

/** A request may be sent to the queue's own URL. */
function ofPath({ url }: AwsRequest): { readonly [member: string]: unknown } {
  const [path = ''] = url.split('?');
  return /^\/\d{12}\/[\w.-]+$/.test(path) ? { QueueUrl: new QueryText(path) } : {};
}

function inputOf(operation: string, document: unknown): { readonly [member: string]: unknown } {
  return Object.fromEntries(
    Object.entries(isRecord(document) ? document : {}).map(([name, value]) => {
      if (name.endsWith('RequestEntry')) return ['Entries', Array.isArray(value) ? value.map((it) => inputOf(operation, it)) : value];
      const plural = Object.hasOwn(plurals, name) ? plurals[name] : undefined;
      if (plural === undefined) return [name, value];
      return [plural === 'Tags' && operation === 'CreateQueue' ? 'tags' : plural, mapIn(value)];
    }),
  );
}

/** Pairs of names and values as a map; anything else as it is. */
function mapIn(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every((it) => isRecord(it) && !(it instanceof QueryText))) return value;
  return Object.fromEntries(
    value.map((it: { readonly [member: string]: unknown }) => {
      const key = it.Name ?? it.Key;
      return [key instanceof QueryText ? key.text : '', it.Value ?? new QueryText('')];
    }),
  );
}

function membersOf(operation: string, output: object): string {
  return Object.entries(output)
    .map(([name, value]) => memberOf(operation, name, value))
    .join('');
}

function memberOf(operation: string, name: string, value: unknown): string {
  if (value === undefined) return '';
  const item = name === 'Successful' ? `${operation}ResultEntry` : singulars[name];
  if (item !== undefined && Array.isArray(value))
    return value.map((it: unknown) => (isRecord(it) ? `<${item}>${membersOf(operation, it)}</${item}>` : elementOf(item, it))).join('');
  if (name.endsWith('Attributes') && isRecord(value)) return pairs(name.slice(0, -1), 'Name', value);
  return name === 'Tags' && isRecord(value) ? pairs('Tag', 'Key', value) : elementOf(name, value);
}

function pairs(item: string, keyName: string, map: { readonly [name: string]: unknown }): string {
  return Object.entries(map)
    .map(([name, value]) => `<${item}>${elementOf(keyName, name)}${elementOf('Value', value)}</${item}>`)
    .join('');
}
