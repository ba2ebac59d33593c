import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Call } from './dynamodb-load.ts';

const commands: { readonly [operation: string]: new (input: never) => unknown } = {
  BatchWriteItem: BatchWriteItemCommand,
  GetItem: GetItemCommand,
  PutItem: PutItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  TransactWriteItems: TransactWriteItemsCommand,
  UpdateItem: UpdateItemCommand,
};

/** Requests a second through AWS's SDK, as a function sends them: most of the time is the SDK's own. */
export async function runSdkLoad(
  url: string,
  { connections, durationMs, next }: { connections: number; durationMs: number; next: (n: number) => Call },
): Promise<number> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  let sent = 0;
  let count = 0;
  const startedAt = performance.now();
  const run = async (): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      const { operation, input } = next(sent++);
      const Command = commands[operation];
      if (!Command) throw new Error(`${operation} has no command here.`);
      // The table has the command of each operation, whose input is a call's.
      await client.send(new Command(input as never) as never);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, run));
  client.destroy();
  return (count / (performance.now() - startedAt)) * 1000;
}
