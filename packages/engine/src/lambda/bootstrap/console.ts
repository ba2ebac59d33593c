import { format } from 'node:util';
import { logKinds } from '../frames.ts';
import type { Channel } from './channel.ts';
import { formatError, stackLines } from './runtime-errors.ts';

/** In the order of AWS_LAMBDA_LOG_LEVEL. */
const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
type Level = (typeof levels)[number];

const methods: readonly (readonly [string, Level])[] = [
  ['trace', 'TRACE'],
  ['debug', 'DEBUG'],
  ['info', 'INFO'],
  ['log', 'INFO'],
  ['warn', 'WARN'],
  ['error', 'ERROR'],
  ['fatal', 'FATAL'],
];

const requestIdKey: unique symbol = Symbol.for('aws.lambda.runtime.requestId') as never;

/** AWS's runtime keeps the id of the running invocation under this global symbol, where logging libraries find it. */
export function setCurrentRequestId(requestId: string): void {
  Reflect.set(globalThis, requestIdKey, requestId);
}

export type LogError = (title: string, error: unknown) => void;

/**
 * Makes the console log as AWS's runtime does, and sends what is written to stdout and stderr with it, so that order is kept.
 *
 * @returns how the runtime itself logs an error
 * @source AWS Lambda Node.js runtime interface client
 */
export function patchConsole(channel: Channel, environment: { readonly [name: string]: string }): LogError {
  const json = environment.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
  const lowest = Math.max(0, levels.indexOf((environment.AWS_LAMBDA_LOG_LEVEL ?? '').toUpperCase() as Level));
  const lineOf = json ? jsonLine : textLine;
  for (const [method, level] of methods) {
    const silent = levels.indexOf(level) < lowest;
    const log = silent ? (): void => {} : (...values: unknown[]): void => channel.log(logKinds.event, lineOf(level, values));
    Reflect.set(console, method, log);
  }
  captureStream(channel, 'stdout');
  captureStream(channel, 'stderr');
  return json
    ? (_title, error) => console.error(error instanceof Error ? error : new Error(String(error)))
    : (title, error) => console.error(title, formatError(error));
}

function textLine(level: Level, values: readonly unknown[]): string {
  const requestId: unknown = Reflect.get(globalThis, requestIdKey);
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}`.replaceAll('\n', '\r');
}

function jsonLine(level: Level, values: readonly unknown[]): string {
  const record: Record<string, unknown> = { timestamp: new Date().toISOString(), level, requestId: Reflect.get(globalThis, requestIdKey) };
  if (values.length === 1) {
    record.message = values[0];
    try {
      return JSON.stringify(record, (_key, value: unknown) => (value instanceof Error ? errorRecord(value) : value)).replaceAll('\n', '\r');
    } catch {
      record.message = format(values[0]);
      return JSON.stringify(record);
    }
  }
  record.message = format(...values);
  const error = values.find((it) => it instanceof Error);
  if (error instanceof Error) {
    const { errorType, errorMessage, stackTrace } = errorRecord(error);
    Object.assign(record, { errorType, errorMessage, stackTrace: stackTrace ?? [] });
  }
  return JSON.stringify(record);
}

function errorRecord(error: Error): Record<string, unknown> {
  const stackTrace = typeof error.stack === 'string' ? stackLines(error.stack) : error.stack;
  return { errorType: error.constructor?.name ?? 'UnknownError', errorMessage: error.message, stackTrace, ...error };
}

/** process.stdout costs a millisecond to make: it is changed when somebody first asks for it. */
function captureStream(channel: Channel, name: 'stdout' | 'stderr'): void {
  const original = Object.getOwnPropertyDescriptor(process, name);
  if (!original?.get) return;
  let stream: NodeJS.WriteStream | undefined;
  Object.defineProperty(process, name, {
    ...original,
    get: () => {
      if (!stream) {
        stream = original.get?.call(process) as NodeJS.WriteStream;
        captureWrites(channel, stream);
      }
      return stream;
    },
  });
}

function captureWrites(channel: Channel, stream: NodeJS.WriteStream): void {
  type Done = (error?: Error | null) => void;
  const write = (chunk: Uint8Array | string, encodingOrDone?: BufferEncoding | Done, done?: Done): boolean => {
    const encoding = typeof encodingOrDone === 'string' ? encodingOrDone : 'utf8';
    channel.log(
      logKinds.raw,
      typeof chunk === 'string' ? Buffer.from(chunk, encoding).toString('utf8') : Buffer.from(chunk).toString('utf8'),
    );
    const callback = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    if (callback) process.nextTick(callback);
    return true;
  };
  stream.write = write as typeof stream.write;
}
