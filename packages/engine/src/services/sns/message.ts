import { map, type Shape, string, structure } from '../../protocol/shape.ts';
import { invalidParameter } from './refusals.ts';

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
}

export const messageAttributes: Shape<{
  readonly [name: string]: { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: string };
}> = map(
  structure('com.amazonaws.sns.MessageAttributeValue', { DataType: string(), StringValue: string(), BinaryValue: string() }),
  'MessageAttributeValue',
);

/** @throws ServiceError ParameterValueInvalid, InvalidParameterValue @source "Amazon SNS message attributes", developer guide */
export function checkAttributes(given: { readonly [name: string]: Partial<MessageAttribute> } = {}): Message['attributes'] {
  return Object.fromEntries(
    Object.entries(given).map(([name, { DataType = '', StringValue, BinaryValue }]) => {
      if (!/^[\w.-]{1,256}$/.test(name) || /^(?:aws|amazon)\./i.test(name)) throw invalidParameter(`Invalid attribute name: ${name}`);
      if (!/^(?:String(?:\.Array)?|Number|Binary)(?:\..+)?$/.test(DataType))
        throw invalidParameter(
          `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
        );
      const value = DataType.startsWith('Binary') ? BinaryValue : StringValue;
      if (value === undefined || value === '')
        throw invalidParameter(
          `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
        );
      if (DataType.startsWith('Number') && !Number.isFinite(Number(value)))
        throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
      return [name, DataType.startsWith('Binary') ? { DataType, BinaryValue } : { DataType, StringValue }];
    }),
  );
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
