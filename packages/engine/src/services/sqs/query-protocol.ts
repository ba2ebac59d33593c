import type { AwsRequest, AwsResponse } from '../../protocol/aws-service.ts';
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
/** These are asked at the service's address, not at a queue's. @source `TestSqsQueryApi` of localstack, run on AWS */
const ofNoQueue: readonly string[] = ['CreateQueue', 'ListQueues'];
const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';

/** Whether a request speaks the query protocol, which SQS had alone until 2023. */
export function speaksQuery(request: AwsRequest): boolean {
  return request.headers['x-amz-target'] === undefined && queryWire.operationOf(request, { signingName: 'sqs' }) !== undefined;
}

/** Answers a request of the query protocol with XML. */
export async function answerQuery(rpc: RpcService<Queues>, request: AwsRequest): Promise<AwsResponse> {
  const name = queryWire.operationOf(request, rpc) ?? '';
  const operation = (await rpc.operations()).find((it) => it.name === name);
  const { requestId } = request;
  // API Gateway asks for JSON where it calls SQS for a method.
  const asJson = request.headers.accept === 'application/json';
  const headers = { 'content-type': asJson ? 'application/json' : 'text/xml', 'x-amzn-requestid': requestId };
  let resource: string | undefined;
  try {
    const queue = ofPath(request);
    if (!operation || (queue.QueueUrl !== undefined && ofNoQueue.includes(name)))
      throw new ServiceError('InvalidAction', `The action ${name} is not valid for this endpoint.`);
    const input = { ...queue, ...inputOf(name, await queryWire.read(request)) };
    resource = input.QueueUrl instanceof QueryText ? input.QueueUrl.text.split('/').at(-1) : undefined;
    const { authorization } = request.headers;
    const credential = readCredential(typeof authorization === 'string' ? authorization : undefined, request.url);
    const traceHeader = request.headers['x-amzn-trace-id'];
    const call = {
      requestId,
      accessKeyId: credential?.accessKeyId,
      traceHeader: typeof traceHeader === 'string' ? traceHeader : undefined,
    };
    const output = await operation.run(rpc.service, input, call);
    if (asJson) return { status: 200, headers, body: jsonOf(name, output, requestId), operation: name, resource };
    const result = output === undefined ? '' : resultOf(name, membersOf(name, output));
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

function resultOf(operation: string, members: string): string {
  return members === '' ? `<${operation}Result/>` : `<${operation}Result>${members}</${operation}Result>`;
}

/** What an operation's JSON has where there is nothing. @source SendMessage through API Gateway, recorded on AWS by localstack */
const nulls: { readonly [operation: string]: object } = {
  ListQueues: { queueUrls: null },
  ReceiveMessage: { messages: null },
  SendMessage: { SequenceNumber: null },
};
const nullsOfMessage = { Attributes: null, MD5OfMessageAttributes: null, MessageAttributes: null };

/** Lists in small letters, maps as lists of names and values. @source `test_get_queue_attributes_json_format` and `test_marker_serialization_json_protocol` of localstack, run on AWS */
function jsonOf(operation: string, output: object | undefined, RequestId: string): string {
  const members = Object.entries({ ...output }).map(([name, value]): [string, unknown] => {
    if (name === 'QueueUrls') return ['queueUrls', value];
    if (name === 'Messages' && Array.isArray(value)) return ['messages', value.map(messageOf)];
    return [name, operation === 'GetQueueAttributes' && isRecord(value) ? pairsOf(value) : (value ?? null)];
  });
  const result = { ...nulls[operation], ...Object.fromEntries(members) };
  return JSON.stringify({
    [`${operation}Response`]: { ResponseMetadata: { RequestId }, ...(output && { [`${operation}Result`]: result }) },
  });
}

function messageOf(message: unknown): object {
  return { ...nullsOfMessage, ...(isRecord(message) && message) };
}

function pairsOf(map: { readonly [name: string]: unknown }): readonly object[] {
  return Object.entries(map).map(([Name, Value]) => ({ Name, Value }));
}

/** What a request without an operation is answered. @source `test_get_without_query_returns_unknown_operation` of localstack, run on AWS */
export async function unknownOperation({ requestId }: AwsRequest): Promise<AwsResponse> {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status: 404, headers, body: '<UnknownOperationException/>\n', operation: '', error: 'UnknownOperationException' };
}

/** A request may be sent to the queue's own URL. */
function ofPath({ url }: AwsRequest): { readonly [member: string]: unknown } {
  const [path = ''] = url.split('?');
  return /^\/\d{12}\/[\w.-]+$/.test(path) ? { QueueUrl: new QueryText(path) } : {};
}

function inputOf(operation: string, document: unknown): { readonly [member: string]: unknown } {
  const input = membersIn(operation, document);
  // In this protocol the older name of the two wins. Source: recorded on AWS by localstack, 2024-06-04.
  return operation === 'ReceiveMessage' && input.AttributeNames !== undefined
    ? { ...input, MessageSystemAttributeNames: undefined }
    : input;
}

function membersIn(operation: string, document: unknown): { readonly [member: string]: unknown } {
  return Object.fromEntries(
    Object.entries(isRecord(document) ? document : {}).map(([name, value]) => {
      if (name.endsWith('RequestEntry')) return ['Entries', Array.isArray(value) ? value.map((it) => membersIn(operation, it)) : value];
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
