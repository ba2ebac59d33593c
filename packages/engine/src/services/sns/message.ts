import { map, type Shape, string, structure } from '../../protocol/shape.ts';
import { invalidParameter, parameterValueInvalid } from './refusals.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

/** What Publish has accepted. */
export interface Message {
  readonly messageId: string;
  /** By protocol, when the message has one for each; `default` is the rest. */
  readonly texts: { readonly default: string; readonly [protocol: string]: string };
  readonly subject: string | undefined;
  readonly attributes: { readonly [name: string]: MessageAttribute };
  readonly publishedAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** Of the request that published it. */
  readonly traceHeader: string | undefined;
}

export const messageAttributes: Shape<{
  readonly [name: string]: { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: string };
}> = map(
  structure('com.amazonaws.sns.MessageAttributeValue', { DataType: string(), StringValue: string(), BinaryValue: string() }),
  'MessageAttributeValue',
);

/**
 * @throws ServiceError ParameterValueInvalid
 * @source "Amazon SNS message attributes", developer guide; texts recorded on AWS by localstack, 2023-08-24
 */
export function checkAttributes(given: { readonly [name: string]: Partial<MessageAttribute> } = {}): Message['attributes'] {
  return Object.fromEntries(Object.entries(given).map(([name, it]) => [name, checkAttribute(name, it)]));
}

function checkAttribute(name: string, { DataType = '', StringValue, BinaryValue }: Partial<MessageAttribute>): MessageAttribute {
  checkAttributeName(name);
  if (!/^(?:String|Number|Binary)(?:\..+)?$/.test(DataType))
    throw parameterValueInvalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const isBinary = DataType.startsWith('Binary');
  const [value, other] = isBinary ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
  if (!value && other)
    throw parameterValueInvalid(
      `The message attribute '${name}' with type '${DataType}' must use field '${isBinary ? 'Binary' : 'String'}'.`,
    );
  if (!value)
    throw parameterValueInvalid(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (DataType.startsWith('Number') && !Number.isFinite(Number(value)))
    throw parameterValueInvalid(`Could not cast message attribute '${name}' value to number.`);
  return isBinary ? { DataType, BinaryValue } : { DataType, StringValue };
}

function checkAttributeName(name: string): void {
  if (name.length > 256) throw parameterValueInvalid('Length of message attribute name must be less than 256 bytes.');
  if (name.startsWith('.')) throw parameterValueInvalid("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw parameterValueInvalid("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw parameterValueInvalid("Message attribute name can not have successive '.' character.");
  const [found] = /[^\w.-]/u.exec(name) ?? [];
  if (found !== undefined)
    throw parameterValueInvalid(
      `Invalid non-alphanumeric character '#x${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  if (/^(?:aws|amazon)\./i.test(name)) throw parameterValueInvalid(`Invalid attribute name: ${name}`);
}

/** Names, types and values in bytes, as a message's size counts them. */
export function attributesBytes(attributes: Message['attributes']): number {
  return Object.entries(attributes).reduce((sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) => {
    const valueBytes = Buffer.byteLength(StringValue) + Buffer.from(BinaryValue, 'base64').length;
    return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + valueBytes;
  }, 0);
}

/** The text of each protocol. @throws ServiceError InvalidParameter @source "Publish", Amazon SNS API reference */
export function textsOf(message: string | undefined, structureName: string | undefined): Message['texts'] {
  if (message === undefined || message === '') throw invalidParameter('Empty message');
  if (structureName === undefined || structureName === '') return { default: message };
  if (structureName !== 'json') throw invalidParameter('MessageStructure');
  let document: unknown;
  try {
    document = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  const texts = Object.fromEntries(entries.filter((it): it is [string, string] => typeof it[1] === 'string'));
  const { default: text } = texts;
  if (text === undefined) throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { ...texts, default: text };
}
