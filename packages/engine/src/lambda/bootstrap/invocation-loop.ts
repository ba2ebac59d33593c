import { AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { InitFailed, RuntimeError } from '../environment-configuration.ts';
import { decodeInvoke, decodeSequences, encodeFigures, encodeSequences, frameTypes, type InvokeHeader } from '../frames.ts';
import type { Channel } from './channel.ts';
import { type LogError, setCurrentRequestId } from './console.ts';
import type { Handler } from './load-handler.ts';
import { LoopExit } from './loop-exit.ts';
import { MemoryGauge } from './memory-gauge.ts';
import { BufferedSink, maximumStreamedBytes, StreamedSink } from './response-sink.ts';
import { highWaterMarkOf, isStreaming, ResponseStream } from './response-stream.ts';
import { RuntimeFault, toRuntimeError } from './runtime-errors.ts';

/** Synchronous responses are answered up to this. @source "Lambda quotas", observed: 6 MB and 100 bytes */
const maximumResponseBytes = 6_291_556;

const neverSettled =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. ' +
  'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';
const callbacksRemoved =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to ' +
  'use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/** AWS's own runtime calls the handler as a member of its Runtime object, which is what stack traces show. */
class Runtime {
  readonly handler: Handler;

  constructor(handler: Handler) {
    this.handler = handler;
  }
}

interface RunningInvocation {
  readonly sequence: number;
  readonly startedAt: number;
  readonly utilizationBefore: ReturnType<typeof performance.eventLoopUtilization>;
  done: boolean;
}

export interface InvocationLoopOptions {
  readonly channel: Channel;
  readonly environment: { readonly [name: string]: string };
  readonly logError: LogError;
}

/** Takes the events that are sent and runs them strictly one after the other. */
export class InvocationLoop {
  readonly #channel: Channel;
  readonly #environment: { readonly [name: string]: string };
  readonly #logError: LogError;
  readonly #waiting: Buffer[] = [];
  readonly #exit: LoopExit = new LoopExit();
  readonly #memory: MemoryGauge = new MemoryGauge();
  /** Each invocation begins outside of the asynchronous context of the one before. */
  readonly #startOutside: () => void = AsyncResource.bind(() => this.#start());
  #runtime: Runtime | undefined;
  #running: RunningInvocation | undefined;
  /** Where the running invocation's answer goes, when it is read while it is written. */
  #sink: StreamedSink | undefined;
  #scheduled = false;
  /** From Node.js 24 on, handlers are functions of event and context whose result is awaited; callbacks are gone. */
  readonly #callbacks: boolean;

  constructor({ channel, environment, logError }: InvocationLoopOptions) {
    this.#channel = channel;
    this.#environment = environment;
    this.#logError = logError;
    const major = Number(/nodejs(\d+)/.exec(environment.AWS_EXECUTION_ENV ?? '')?.[1] ?? 0);
    this.#callbacks = major < 24;
  }

  /** @throws RuntimeFault CallbackHandlerDeprecated */
  begin(handler: Handler): void {
    if (!this.#callbacks && handler.length >= 3 && !isStreaming(handler))
      throw new RuntimeFault('CallbackHandlerDeprecated', callbacksRemoved);
    this.#runtime = new Runtime(handler);
    this.#schedule();
  }

  get memoryKb(): number {
    return this.#memory.read(true);
  }

  accept(body: Buffer): void {
    this.#waiting.push(body);
    if (!this.#scheduled) this.#start();
  }

  /** So many bytes of a streamed answer have been read. */
  acknowledge(body: Buffer): void {
    const [sequence, bytes = 0] = decodeSequences(body);
    if (sequence === this.#running?.sequence) this.#sink?.acknowledge(bytes);
  }

  giveBack(): void {
    const sequences = this.#waiting.splice(0).map((body) => decodeSequences(body.subarray(0, 4))[0] ?? 0);
    this.#channel.send(frameTypes.returned, encodeSequences(sequences));
  }

  /** Answers the running invocation, if one runs, with an error after which the process ends. */
  endWith(error: unknown, exitCode: number): void {
    const running = this.#running;
    const answer = toRuntimeError(error);
    if (running && !running.done)
      this.#channel.sendAndExit(exitCode, frameTypes.fatal, this.#figures(running), Buffer.from(JSON.stringify(answer)));
    else {
      const failed: InitFailed = { error: answer, origin: undefined, memoryKb: this.memoryKb };
      this.#channel.sendAndExit(exitCode, frameTypes.initFailed, Buffer.from(JSON.stringify(failed)));
    }
    if (running) running.done = true;
  }

  #schedule(): void {
    if (this.#scheduled || this.#running || !this.#runtime || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(this.#startOutside);
  }

  #start(): void {
    this.#scheduled = false;
    const runtime = this.#runtime;
    if (!runtime || this.#running) return;
    const body = this.#waiting.shift();
    if (!body) return;
    const { sequence, header, event } = decodeInvoke(body);
    const running = { sequence, startedAt: performance.now(), utilizationBefore: performance.eventLoopUtilization(), done: false };
    this.#running = running;
    this.#channel.sequence = sequence;
    this.#channel.waitForEvents(false);
    setCurrentRequestId(header.requestId);
    if (header.traceId === '') delete process.env._X_AMZN_TRACE_ID;
    else process.env._X_AMZN_TRACE_ID = header.traceId;
    if (isStreaming(runtime.handler)) this.#runStreaming(runtime, running, header, event);
    else if (this.#callbacks) this.#runWithCallback(runtime, running, header, event);
    else this.#runAwaited(runtime, running, header, event);
  }

  /** Handlers up to Node.js 22: a promise, the callback, or context.done, whichever completes first. */
  #runWithCallback(runtime: Runtime, running: RunningInvocation, header: InvokeHeader, event: string): void {
    let waitsForEmptyEventLoop = true;
    let finished = false;
    const isAsync = runtime.handler.constructor.name === 'AsyncFunction';
    const once =
      <T extends unknown[]>(complete: (...values: T) => void) =>
      (...values: T): void => {
        if (finished) return;
        complete(...values);
        finished = true;
      };
    const done = (error: unknown, result?: unknown): void => {
      if (error !== undefined && error !== null) this.#fail(running, error);
      else this.#succeed(running, result);
    };
    const callback = once((error: unknown, result?: unknown) => {
      if ((error !== undefined && error !== null) || !waitsForEmptyEventLoop) done(error, result);
      else this.#exit.onEmpty(() => setImmediate(() => this.#guarded(running, () => this.#succeed(running, result))));
    });
    const succeed = once((result?: unknown) => done(undefined, result));
    const fail = once((error?: unknown) => done(error ?? 'handled'));
    const callbackContext = {
      get callbackWaitsForEmptyEventLoop(): boolean {
        return waitsForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(value: boolean) {
        waitsForEmptyEventLoop = value;
      },
      succeed,
      fail,
      done: once(done),
    };
    this.#exit.onEmpty(() => {
      if (isAsync) this.#fail(running, new RuntimeFault('NodeJsExit', neverSettled));
      else this.#succeed(running, null);
    });
    try {
      const context = Object.assign(callbackContext, this.#contextOf(header));
      const result = runtime.handler(JSON.parse(event), context, callback);
      if (isPromise(result)) result.then(succeed, fail).then(undefined, fail);
    } catch (error) {
      callback(error);
    }
  }

  /** Handlers from Node.js 24 on. */
  #runAwaited(runtime: Runtime, running: RunningInvocation, header: InvokeHeader, event: string): void {
    this.#exit.onEmpty(() => this.#fail(running, new RuntimeFault('NodeJsExit', neverSettled)));
    const run = async (): Promise<unknown> => runtime.handler(JSON.parse(event), this.#contextOf(header));
    run()
      .then((result) => this.#succeed(running, result))
      .catch((error: unknown) => this.#fail(running, error));
  }

  #runStreaming(runtime: Runtime, running: RunningInvocation, header: InvokeHeader, event: string): void {
    const buffered = new BufferedSink(maximumResponseBytes);
    this.#sink = header.streamed
      ? new StreamedSink(this.#channel, running.sequence, () => this.#tooLarge(running, maximumStreamedBytes))
      : undefined;
    const stream = new ResponseStream(this.#sink ?? buffered, highWaterMarkOf(runtime.handler));
    this.#exit.onEmpty(() => this.#fail(running, new RuntimeFault('NodeJsExit', neverSettled)));
    const run = async (): Promise<void> => {
      const context = Object.assign({ callbackWaitsForEmptyEventLoop: true }, this.#contextOf(header));
      const result = runtime.handler(JSON.parse(event), stream, context);
      if (!isPromise(result)) throw 'Streaming does not support non-async handlers.';
      if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
      if (!stream.writableEnded) throw 'Response stream is not finished.';
      if (!stream.writableFinished) await new Promise((resolve) => stream.once('finish', resolve));
      if (buffered.tooLarge) this.#tooLarge(running, maximumResponseBytes);
      else this.#answer(running, frameTypes.result, buffered.body);
    };
    run().catch((error: unknown) => this.#fail(running, error));
  }

  #guarded(running: RunningInvocation, complete: () => void): void {
    try {
      complete();
    } catch (error) {
      this.#fail(running, error);
    }
  }

  #succeed(running: RunningInvocation, result: unknown): void {
    let text: string | undefined;
    try {
      text = JSON.stringify(result === undefined ? null : result);
    } catch {
      throw new Error('Unable to stringify response body');
    }
    const answer = Buffer.from(text ?? 'null');
    if (answer.length <= maximumResponseBytes) {
      this.#answer(running, frameTypes.result, answer);
      return;
    }
    this.#tooLarge(running, maximumResponseBytes);
  }

  #tooLarge(running: RunningInvocation, maximumBytes: number): void {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximumBytes} bytes).`;
    this.#answerError(running, { errorMessage, errorType: 'Function.ResponseSizeTooLarge' });
  }

  #fail(running: RunningInvocation, error: unknown): void {
    if (running.done) return;
    this.#logError('Invoke Error', error);
    this.#answerError(running, toRuntimeError(error));
  }

  #answerError(running: RunningInvocation, error: RuntimeError): void {
    this.#answer(running, frameTypes.functionError, Buffer.from(JSON.stringify(error)));
  }

  #answer(running: RunningInvocation, type: typeof frameTypes.result | typeof frameTypes.functionError, answer: Buffer): void {
    if (running.done) return;
    running.done = true;
    this.#channel.send(type, this.#figures(running), answer);
    this.#exit.reset();
    this.#running = undefined;
    this.#sink = undefined;
    this.#channel.waitForEvents(true);
    this.#schedule();
  }

  #figures(running: RunningInvocation): Buffer {
    const durationUs = Math.round((performance.now() - running.startedAt) * 1000);
    const { active } = performance.eventLoopUtilization(running.utilizationBefore);
    const memoryKb = this.#memory.read(durationUs > 2000);
    return encodeFigures({
      sequence: running.sequence,
      logBytes: this.#channel.logBytes,
      memoryKb,
      durationUs,
      activeUs: Math.round(active * 1000),
    });
  }

  /** In the order in which AWS's runtime sets the members, which JSON.stringify(context) shows. */
  #contextOf(header: InvokeHeader): object {
    const { timeoutMs, clientContext, cognitoIdentity, invokedFunctionArn, requestId } = header;
    const deadlineMs = Date.now() + timeoutMs;
    return {
      functionVersion: this.#environment.AWS_LAMBDA_FUNCTION_VERSION,
      functionName: this.#environment.AWS_LAMBDA_FUNCTION_NAME,
      memoryLimitInMB: this.#environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      logGroupName: this.#environment.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: this.#environment.AWS_LAMBDA_LOG_STREAM_NAME,
      clientContext: clientContext === undefined ? undefined : (JSON.parse(clientContext) as unknown),
      identity: cognitoIdentity === undefined ? undefined : (JSON.parse(cognitoIdentity) as unknown),
      invokedFunctionArn,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    };
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
