import type { Log, Outcome } from './options.ts';
import type { Middleware } from './route.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type Level = (typeof levels)[number];
type Fields = Readonly<Record<string, unknown>>;

export interface LoggerOptions {
  /** Default: LOG_LEVEL, else AWS_LAMBDA_LOG_LEVEL, else info. */
  readonly level?: Level;
  /** Members of every line: service, stage. */
  readonly fields?: Fields;
  /** Names whose values are never written, besides password, secret, token, authorization, cookie, api key and their like. */
  readonly redact?: readonly string[];
  readonly write?: (line: string) => void;
}

/** JSON lines with the request's id and route. Fits the `log` option of an API. */
export interface Logger extends Log {
  debug(message: string, fields?: unknown): void;
  info(message: string, fields?: unknown): void;
  warn(message: string, fields?: unknown): void;
  error(message: string, fields?: unknown): void;
  /** The same with more members on every line. */
  child(fields: Fields): Logger;
  /** For an API's `use`: gives handlers `log`, whose lines carry the request's id, the route and whether it was a cold start. */
  readonly middleware: Middleware<{ readonly log: Logger }>;
  /** For an API's `observe`: one line per request. */
  readonly access: (outcome: Outcome) => void;
}

const secretName = /pass(word|wd|phrase)|secret|token|authori[sz]ation|cookie|credential|api-?_?key|private-?_?key/i;

/** @throws Error at start for a level that is none */
export function logger({
  level,
  fields = {},
  redact = [],
  write = (line) => void process.stdout.write(`${line}\n`),
}: LoggerOptions = {}): Logger {
  const wanted = level ?? levelFromEnvironment();
  const least = levels.indexOf(wanted);
  if (least < 0) throw new Error(`The log level "${wanted}" is none of ${levels.join(', ')}`);
  const names = new Set(redact.map((it) => it.toLowerCase()));
  const isSecret = (name: string): boolean => secretName.test(name) || names.has(name.toLowerCase());
  let coldStart = true;

  const create = (own: Fields): Logger => {
    const line = (at: Level) => {
      if (levels.indexOf(at) < least) return (): void => {};
      return (message: string, details?: unknown): void => {
        const more = details instanceof Error ? { error: details } : typeof details === 'object' ? details : { details };
        write(
          JSON.stringify(safe({ timestamp: new Date().toISOString(), level: at.toUpperCase(), message, ...own, ...more }, isSecret, 0)),
        );
      };
    };
    return {
      debug: line('debug'),
      info: line('info'),
      warn: line('warn'),
      error: line('error'),
      child: (added) => create({ ...own, ...added }),
      middleware(request, next) {
        const log = create({
          ...own,
          requestId: request.requestId,
          functionRequestId: request.context?.awsRequestId,
          route: request.route,
          caller: callerOf(Reflect.get(request, 'user')),
          coldStart,
        });
        coldStart = false;
        return next({ log });
      },
      access: ({ request: { method, path, route, requestId, user }, statusCode, durationMs }) =>
        line('info')(`${method} ${path} ${statusCode}`, {
          requestId,
          method,
          path,
          route,
          caller: callerOf(user),
          statusCode,
          durationMs: Math.round(durationMs * 1000) / 1000,
        }),
    };
  };
  return create(fields);
}

/** pino takes the members first and the message last. */
export function fromPino(pino: { error(fields: object, message: string): void; warn(fields: object, message: string): void }): Log {
  const members = (details: unknown): object => (details instanceof Error ? { err: details } : Object(details));
  return {
    error: (message, details) => pino.error(members(details), message),
    warn: (message, details) => pino.warn(members(details), message),
  };
}

/** The name of an API key, or whom a token is about: who called, and nothing that lets somebody else call. */
function callerOf(user: unknown): unknown {
  const { sub, name } = Object(user) as { sub?: unknown; name?: unknown };
  return sub ?? name;
}

function levelFromEnvironment(): Level {
  const named = (process.env.LOG_LEVEL ?? process.env.AWS_LAMBDA_LOG_LEVEL ?? 'info').toLowerCase();
  const aws: Readonly<Record<string, Level>> = { trace: 'debug', fatal: 'error' };
  return aws[named] ?? (named as Level);
}

/** A copy that can be written: errors spelt out, secrets and cycles left out, bounded in depth. */
function safe(value: unknown, isSecret: (name: string) => boolean, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof URL) return value;
  if (depth > 8) return '[deep]';
  if (Array.isArray(value)) return value.map((it) => safe(it, isSecret, depth + 1));
  const spelt =
    value instanceof Error ? { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause } : value;
  return Object.fromEntries(
    Object.entries(spelt).map(([name, it]) => [name, isSecret(name) ? '[redacted]' : safe(it, isSecret, depth + 1)]),
  );
}
