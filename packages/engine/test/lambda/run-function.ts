import { fileURLToPath } from 'node:url';
import { createLambdaRuntime } from '../../src/lambda/create-lambda-runtime.ts';
import type { FunctionConfiguration } from '../../src/lambda/function-configuration.ts';
import type { InvocationResult, LambdaEvent, LambdaRuntime } from '../../src/lambda/lambda-runtime.ts';
import { createWorld, type World } from '../../src/world/world.ts';

const functions: string = fileURLToPath(new URL('./functions/', import.meta.url));

export interface TestRuntime {
  readonly runtime: LambdaRuntime;
  readonly events: LambdaEvent[];
  /** Puts a function (once per configuration) and invokes it. */
  invoke<Body = unknown>(settings: Partial<FunctionConfiguration> & { readonly handler: string }, event?: unknown): Promise<Answer<Body>>;
  /** Resolves with the first event, past or to come, that fits. */
  event<Type extends LambdaEvent['type']>(
    type: Type,
    fits: (event: Extract<LambdaEvent, { type: Type }>) => boolean,
  ): Promise<Extract<LambdaEvent, { type: Type }>>;
  /** The log lines of one invocation. */
  logOf(answer: Answer): readonly string[];
}

/** AWS's error object, of which a test reads this. */
export interface Failed {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export interface Answer<Body = unknown> extends InvocationResult {
  /** The payload, parsed: whatever the test's function answers. */
  readonly body: Body;
}

export function configure(settings: Partial<FunctionConfiguration> & { readonly handler: string }): FunctionConfiguration {
  const { codeRoot = 'javascript', handler } = settings;
  const functionName = settings.functionName ?? `${codeRoot}-${handler}`.replaceAll(/[^\w-]/g, '-').slice(-64);
  return {
    functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    runtime: 'nodejs20.x',
    buildRoot: undefined,
    environment: {},
    timeoutSeconds: 3,
    memorySizeMb: 128,
    ephemeralStorageMb: 512,
    ...settings,
    functionName,
    codeRoot: codeRoot.startsWith('/') ? codeRoot : `${functions}${codeRoot}`,
  };
}

export function startRuntime({
  endpointUrl = 'http://127.0.0.1:4566',
  world = createWorld(),
}: {
  readonly endpointUrl?: string;
  readonly world?: World;
} = {}): TestRuntime {
  const events: LambdaEvent[] = [];
  const waiting: { fits: (event: LambdaEvent) => boolean; resolve: (event: LambdaEvent) => void }[] = [];
  const runtime = createLambdaRuntime({
    world,
    awsEndpointUrl: () => endpointUrl,
    onEvent: (event) => {
      events.push(event);
      for (const it of waiting.filter((waiter) => waiter.fits(event))) {
        waiting.splice(waiting.indexOf(it), 1);
        it.resolve(event);
      }
    },
  });
  const put = new Map<string, string>();
  return {
    runtime,
    events,
    async invoke(settings, event = {}) {
      const configuration = configure(settings);
      const { functionName, functionArn } = configuration;
      const text = JSON.stringify(configuration);
      if (put.get(functionName) !== text) runtime.putFunction(configuration);
      put.set(functionName, text);
      const result = await runtime.invoke({
        functionName,
        payload: JSON.stringify(event),
        invokedFunctionArn: functionArn,
        traceId: 'Root=1-test',
      });
      return { ...result, logTail: result.logTail, body: JSON.parse(result.payload.toString()) };
    },
    event(type, fits) {
      type Wanted = Extract<LambdaEvent, { type: typeof type }>;
      const isWanted = (event: LambdaEvent): event is Wanted => event.type === type && fits(event as Wanted);
      const past = events.find(isWanted);
      if (past) return Promise.resolve(past);
      return new Promise((resolve) => waiting.push({ fits: isWanted, resolve: (event) => resolve(event as Wanted) }));
    },
    logOf: ({ trace }) => events.flatMap((it) => (it.type === 'log' && it.requestId === trace.requestId ? [it.line] : [])),
  };
}
