import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { World } from '../../packages/engine/src/world/world.ts';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import { zip } from './zip.ts';

/** A queue whose messages a test reads. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
  /** The next message, parsed; waits for one up to twenty seconds. What it is, the caller knows: it wrote the function. */
  next<Message = unknown>(): Promise<Message>;
}

export interface LambdaServices {
  readonly endpoint: ServicesEndpoint;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  /** Makes a function of this code, index.js; what it sends to `process.env.SEEN` is in the queue `seen`. */
  create(name: string, code: string, variables?: { readonly [name: string]: string }): Promise<string>;
  queue(name: string, attributes?: { readonly [name: string]: string }): Promise<Queue>;
  stop(): Promise<void>;
}

/** Sends a value to a queue, inside of a function. */
export const tell = `const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
const tell = (value) => sqs.send(new SendMessageCommand({ QueueUrl: process.env.SEEN, MessageBody: JSON.stringify(value) }));
`;

/** Lambda beside the services it reads from and writes to: our own engine, or all at TARGET_URL. */
export async function startLambdaServices(world?: World): Promise<LambdaServices> {
  const endpoint = await startServices(world);
  const [lambda, sqs] = [new LambdaClient(endpoint.client), new SQSClient(endpoint.client)];
  return {
    endpoint,
    lambda,
    sqs,
    async create(FunctionName, code, variables = {}) {
      const { FunctionArn = '' } = await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role: 'arn:aws:iam::123456789012:role/lambda-role',
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Timeout: 30,
          MemorySize: 256,
          Code: { ZipFile: zip({ 'index.js': code }) },
          Environment: { Variables: variables },
        }),
      );
      await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
      return FunctionArn;
    },
    async queue(QueueName, Attributes = {}) {
      const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      const found = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
      return {
        url,
        arn: found.Attributes?.QueueArn ?? '',
        async next() {
          const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
          if (!message) return undefined;
          await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
          return JSON.parse(message.Body ?? 'null');
        },
      };
    },
    async stop() {
      lambda.destroy();
      sqs.destroy();
      await endpoint.stop();
    },
  };
}
