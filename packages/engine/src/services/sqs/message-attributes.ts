import { createHash } from 'node:crypto';
import { map, type Shape, string, structure } from '../../protocol/shape.ts';
import { hexOf, notAllowed } from './allowed-characters.ts';
import type { MessageAttribute, MessageAttributes } from './message.ts';
import { invalidParameter } from './refusals.ts';

const messageAttribute = structure('com.amazonaws.sqs.MessageAttributeValue', {
  DataType: string(),
  StringValue: string(),
  BinaryValue: string(),
});
export const messageAttributeMap: Shape<{
  readonly [name: string]: { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: string };
}> = map(messageAttribute, 'MessageAttributeValue');

type Given = { readonly [name: string]: Partial<MessageAttribute> };

const maximumAttributes = 10;

/**
 * @throws ServiceError InvalidParameterValueException
 * @source "Amazon SQS message metadata", developer guide; the refusal of an empty value recorded on AWS by localstack, 2024-04-30
 */
export function checkAttributes(attributes: Given = {}): MessageAttributes {
  const names = Object.keys(attributes);
  if (names.length > maximumAttributes)
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [${maximumAttributes}].`);
  return Object.fromEntries(Object.entries(attributes).map(([name, it]) => [name, checkAttribute(name, it)]));
}

function checkAttribute(name: string, { DataType = '', StringValue, BinaryValue }: Partial<MessageAttribute>): MessageAttribute {
  // Letters and digits of any script, as AWS takes them. Source: `test_send_message_with_invalid_string_attributes` of localstack, run on AWS.
  const shaped = /^[\p{L}\p{N}_.-]{1,256}$/u.test(name) && !/^(?:aws|amazon)\./i.test(name) && !/^\.|\.$|\.\./.test(name);
  if (!shaped)
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  if (DataType === '') throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const type = /^(String|Number|Binary)(?:\..*)?$/.exec(DataType)?.[1];
  if (type === undefined || DataType.length > 256)
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = type === 'Binary' ? BinaryValue : StringValue;
  if (value === undefined || value === '')
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type === 'Binary' ? 'Binary' : 'String'}'.`,
    );
  const [bad] = type === 'Binary' ? [] : (notAllowed.exec(value) ?? []);
  if (bad !== undefined)
    throw invalidParameter(`Message (user) attribute '${name}' contains the character ${hexOf(bad)}, which is not allowed.`);
  if (type === 'Number' && !Number.isFinite(Number(value)))
    throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
  return type === 'Binary' ? { DataType, BinaryValue: value } : { DataType, StringValue: value };
}

/** Names, types and values in bytes, as a message's size counts them. */
export function attributesBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, it]) => sum + Buffer.byteLength(name) + Buffer.byteLength(it.DataType) + bytesOf(it).length,
    0,
  );
}

/**
 * The digest that clients check; undefined when there are none.
 *
 * @source "Calculating the MD5 message digest for message attributes", Amazon SQS developer guide
 */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const digest = createHash('md5');
  const add = (part: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    digest.update(length).update(part);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    digest.update(Buffer.of(attribute.BinaryValue === undefined ? 1 : 2));
    add(bytesOf(attribute));
  }
  return digest.digest('hex');
}

function bytesOf({ StringValue = '', BinaryValue }: MessageAttribute): Buffer {
  return BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, 'base64');
}
