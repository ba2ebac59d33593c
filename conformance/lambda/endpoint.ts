import { LambdaClient, type LambdaServiceException } from '@aws-sdk/client-lambda';
import { createLambdaRuntime } from '../../packages/engine/src/lambda/create-lambda-runtime.ts';
import { createAwsEndpoint } from '../../packages/engine/src/server/aws-endpoint.ts';
import { createLambda, type LambdaService } from '../../packages/engine/src/services/lambda/lambda.ts';
import { createLambdaApi } from '../../packages/engine/src/services/lambda/lambda-api.ts';
import { createTargets } from '../../packages/engine/src/services/targets.ts';
import { createWorld, type World } from '../../packages/engine/src/world/world.ts';

/** The function that the suites call: it does what its event asks for. */
const code = `let attempts = 0;
exports.handler = async (event, context) => {
  if (event.throw) throw new RangeError(event.throw);
  if (event.requestContext) console.log('RECORD ' + JSON.stringify(event));
  if (event.say) console.log(event.say);
  if (event.failUntil) {
    attempts += 1;
    console.log('attempt ' + attempts);
    if (attempts < event.failUntil) throw new Error('not yet');
  }
  if (event.context) return { id: context.awsRequestId, arn: context.invokedFunctionArn, version: context.functionVersion, client: context.clientContext };
  if ('answer' in event) return event.answer;
  return event;
};`;

export interface Endpoint {
  readonly url: string;
  readonly client: LambdaClient;
  /** Resolves with the next log line that fits. */
  line(fits: RegExp): Promise<{ readonly line: string; readonly requestId: string | undefined }>;
  stop(): Promise<void>;
}

/** Our own service, with the function `asked`, its version 1 and its alias `live`, `closed`, which may not run, and `recorder`, a destination that logs what it gets. */
export async function startEndpoint(world: World = createWorld()): Promise<Endpoint> {
  const waiting: { fits: RegExp; resolve: (found: { line: string; requestId: string | undefined }) => void }[] = [];
  const runtime = createLambdaRuntime({
    world,
    awsEndpointUrl: () => 'http://127.0.0.1:1',
    watch: false,
    onEvent: (event) => {
      if (event.type !== 'log') return;
      for (const it of waiting.filter(({ fits }) => fits.test(event.line))) {
        waiting.splice(waiting.indexOf(it), 1);
        it.resolve({ line: event.line, requestId: event.requestId });
      }
    },
  });
  const targets = createTargets(() => ({ lambda: lambda.deliver }));
  const lambda: LambdaService = createLambda({ world, runtime, targets });
  for (const [functionName, reservedConcurrentExecutions] of [
    ['asked', undefined],
    ['closed', 0],
    ['recorder', undefined],
  ] as const) {
    lambda.putFunction({
      functionName,
      functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      codeRoot: '',
      inlineCode: code,
      buildRoot: undefined,
      environment: { STAGE: 'test' },
      timeoutSeconds: 5,
      memorySizeMb: 128,
      ephemeralStorageMb: 512,
      reservedConcurrentExecutions,
    });
  }
  lambda.publishVersion('asked');
  lambda.putAlias('asked', 'live', '1');
  const endpoint = createAwsEndpoint({ world, services: [createLambdaApi({ world, lambda })], onCall: () => {} });
  const url = `http://127.0.0.1:${await endpoint.listen(0)}`;
  const client = new LambdaClient({
    endpoint: url,
    region: world.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    url,
    client,
    line: (fits) => new Promise((resolve) => waiting.push({ fits, resolve })),
    async stop() {
      client.destroy();
      await endpoint.stop();
      await runtime.stop();
      await lambda.stop();
    },
  };
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
