/** As SQS writes an attribute: a binary value is base64 text. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}
export type MessageAttributes = { readonly [name: string]: MessageAttribute };

/** A message as it is kept. Times are in milliseconds since 1970. */
export interface Message {
  /** Its place among all messages of its queue; grows with each. */
  readonly order: number;
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: number;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly traceHeader?: string | undefined;
  /** Of a message that came from another queue. */
  readonly deadLetterSourceArn?: string | undefined;
  /** It is handed out from this moment on. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number | undefined;
  readonly lastReceivedAt?: number | undefined;
  /** In the handle of its last receipt. */
  readonly receiptId?: string | undefined;
}

/** Twenty digits that grow, as AWS numbers messages of FIFO queues. */
export function sequenceNumberOf({ order }: Pick<Message, 'order'>): string {
  return `1884${String(order).padStart(16, '0')}`;
}
