import type { Message } from './message.ts';
import { textToSign } from './signer.ts';
import { isFifo, type Subscription, type Topic } from './topic.ts';
import type { Topics } from './topics.ts';

export interface Notice {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: Message;
  readonly text: string;
}

type Attributes = { readonly [name: string]: { readonly Type: string; readonly Value: string | undefined } };

/** The members that are signed, in their order. @source "Verifying the signatures of Amazon SNS messages" */
const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const signedConfirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** The JSON that queues and HTTP endpoints get. @source "Amazon SNS message formats" */
export async function notification(topics: Topics, notice: Notice): Promise<string> {
  const { message } = notice;
  const attributes = attributesOf(message);
  const document = {
    Type: 'Notification',
    MessageId: message.messageId,
    SequenceNumber: message.sequenceNumber,
    ...bodyOf(notice),
    // What a FIFO topic sends is not signed. Source: recorded on AWS by localstack, 2023-12-07.
    ...(!isFifo(notice.topic) && (await signatureOf(topics, notice))),
    UnsubscribeURL: unsubscribeUrl(topics, notice),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
  return JSON.stringify(document);
}

/** The event that functions get. @source "Using Lambda with Amazon SNS", AWS Lambda developer guide */
export async function lambdaEvent(topics: Topics, notice: Notice): Promise<string> {
  const { message, subscription } = notice;
  const { Message, Subject, Timestamp, TopicArn } = bodyOf(notice);
  const { SigningCertURL: SigningCertUrl, ...signature } = await signatureOf(topics, notice);
  const Sns = {
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn,
    Subject: Subject ?? null,
    Message,
    Timestamp,
    ...signature,
    SigningCertUrl,
    UnsubscribeUrl: unsubscribeUrl(topics, notice),
    MessageAttributes: attributesOf(message),
  };
  return JSON.stringify({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns }] });
}

export interface Confirmation {
  readonly subscription: Subscription;
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
}

/** What an HTTP endpoint confirms its subscription by, or takes back its end. @source recorded on AWS by localstack, 2023-10-12 */
export async function confirmation(topics: Topics, topic: Topic, { subscription, type, messageId }: Confirmation): Promise<string> {
  const { token } = subscription;
  const query = `Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`;
  const Message =
    type === 'SubscriptionConfirmation'
      ? `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
      : `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  const document = {
    Type: type,
    MessageId: messageId,
    Token: token,
    TopicArn: topic.arn,
    Message,
    SubscribeURL: `${topics.endpointUrl()}/?${query}`,
    Timestamp: new Date(topics.world.now()).toISOString(),
  };
  const version = versionOf(topic);
  const Signature = await topics.signer.sign(textToSign(document, signedConfirmation), version);
  return JSON.stringify({ ...document, SignatureVersion: version, Signature, SigningCertURL: certificateUrl(topics) });
}

function bodyOf({ topic, message, text }: Notice): {
  readonly TopicArn: string;
  readonly Subject: string | undefined;
  readonly Message: string;
  readonly Timestamp: string;
} {
  return { TopicArn: topic.arn, Subject: message.subject, Message: text, Timestamp: new Date(message.publishedAt).toISOString() };
}

async function signatureOf(
  topics: Topics,
  notice: Notice,
): Promise<{ readonly SignatureVersion: string; readonly Signature: string; readonly SigningCertURL: string }> {
  const version = versionOf(notice.topic);
  const text = textToSign({ ...bodyOf(notice), MessageId: notice.message.messageId, Type: 'Notification' }, signed);
  return { SignatureVersion: version, Signature: await topics.signer.sign(text, version), SigningCertURL: certificateUrl(topics) };
}

function versionOf({ attributes }: Topic): '1' | '2' {
  return attributes.SignatureVersion === '2' ? '2' : '1';
}

function certificateUrl(topics: Topics): string {
  return `${topics.endpointUrl()}/SimpleNotificationService-gatewright.pem`;
}

function unsubscribeUrl(topics: Topics, { subscription }: Notice): string {
  return `${topics.endpointUrl()}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;
}

function attributesOf({ attributes }: Message): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );
}
