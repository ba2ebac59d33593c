import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const queue = new SQSClient();
const keep = (Item: object) => table.send(new PutCommand({ TableName: process.env.TABLE, Item }));

interface ApiEvent {
  readonly pathParameters: { readonly id: string };
  readonly requestContext: { readonly http: { readonly method: string } };
}

export async function api({ pathParameters: { id }, requestContext }: ApiEvent) {
  if (requestContext.http.method === 'PUT') {
    await keep({ id, source: 'api' });
    return { statusCode: 202 };
  }
  const { Item } = await table.send(new GetCommand({ TableName: process.env.TABLE, Key: { id } }));
  return Item ? Item : { statusCode: 404 };
}

export async function onItem({
  Records,
}: {
  readonly Records: readonly { readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } } }[];
}) {
  for (const { dynamodb } of Records) {
    await queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify({ id: dynamodb.Keys.id.S }) }));
  }
}

/** A message of our own, or a notification of the topic around one. */
export async function onOrder({ Records }: { readonly Records: readonly { readonly body: string }[] }) {
  for (const { body } of Records) {
    const message = JSON.parse(body);
    const { id } = message.Type === 'Notification' ? JSON.parse(message.Message) : message;
    await keep({ id: `${id}-done`, source: message.Type === 'Notification' ? 'topic' : 'queue' });
  }
}

interface S3Event {
  readonly Records: readonly { readonly s3: { readonly object: { readonly key: string; readonly size: number } } }[];
}

export async function onUpload({ Records }: S3Event) {
  for (const { s3 } of Records) await keep({ id: s3.object.key, source: 'upload', size: s3.object.size });
}

export async function onTime({ by }: { readonly by: string }) {
  await keep({ id: by, source: 'event' });
}
