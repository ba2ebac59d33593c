import {
  CreateAliasCommand,
  type LambdaClient,
  type LambdaServiceException,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import type { World } from '../../packages/engine/src/world/world.ts';
import { type Queue, startLambdaServices } from './services.ts';

/** The function that the suites call: it does what its event asks for. What it tells is in the queue of its SEEN. */
const code = `let attempts = 0;
const tell = async (value) => {
  const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.SEEN, MessageBody: JSON.stringify(value) }));
};
exports.handler = async (event, context) => {
  if (event.throw) throw new RangeError(event.throw);
  if (event.requestContext) await tell(event);
  if (event.say) console.log(event.say);
  if (event.failUntil) {
    attempts += 1;
    await tell({ attempts, id: context.awsRequestId });
    if (attempts < event.failUntil) throw new Error('not yet');
  }
  if (event.context) return { id: context.awsRequestId, arn: context.invokedFunctionArn, version: context.functionVersion, client: context.clientContext };
  if ('answer' in event) return event.answer;
  return event;
};`;

export interface Endpoint {
  readonly client: LambdaClient;
  /** What `asked` and `recorder` tell. */
  readonly seen: Queue;
  stop(): Promise<void>;
}

/**
 * Our own engine or the endpoint at TARGET_URL, with the function `asked`, its version 1 and its alias `live`, `closed`, which may not run, and
 * `recorder`, a destination that tells what it gets.
 */
export async function startEndpoint(world?: World): Promise<Endpoint> {
  const { lambda: client, create, queue, stop } = await startLambdaServices(world);
  const seen = await queue('seen');
  for (const FunctionName of ['asked', 'closed', 'recorder']) await create(FunctionName, code, { STAGE: 'test', SEEN: seen.url });
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'closed', ReservedConcurrentExecutions: 0 }));
  await client.send(new PublishVersionCommand({ FunctionName: 'asked' }));
  await client.send(new CreateAliasCommand({ FunctionName: 'asked', Name: 'live', FunctionVersion: '1' }));
  return { client, seen, stop };
}

/** The error of a call that must be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata }: Partial<LambdaServiceException> = error instanceof Error ? error : {};
    return `${$metadata?.httpStatusCode} ${name}: ${message}`;
  }
  return 'accepted';
}
