import { createHash } from 'node:crypto';
import { ApiError, BadRequestError, ConflictError } from './errors.ts';
import { Reply } from './reply.ts';
import type { Middleware, Request } from './route.ts';

/** What is kept of a request: enough to tell a repeat from another, and to answer it. */
interface Entry {
  readonly id: string;
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly lockedUntilMs: number;
  readonly answer?: string;
}

/** Where answers are kept; {@link dynamoDbStore} for one. */
export interface IdempotencyStore {
  /** Adds the entry unless there is one that has neither expired nor, unanswered, lost its lock; answers that one. */
  begin(entry: Entry, nowMs: number): Promise<Entry | undefined>;
  finish(entry: Entry): Promise<void>;
  forget(id: string): Promise<void>;
}

export interface IdempotencyOptions {
  readonly store: IdempotencyStore;
  /** Default `idempotency-key`. */
  readonly header?: string;
  /** Refuse requests without the header. Default false: they run as ever. */
  readonly required?: boolean;
  /** How long an answer is kept. Default one day. */
  readonly ttlSeconds?: number;
}

/**
 * Runs a request with an Idempotency-Key once: its repeats get the first answer, and while that is being made, 409. The same key
 * with another body is 422. A request that failed is forgotten, so that it may be tried again. Keys of two users never meet.
 */
export function idempotent({ store, header = 'idempotency-key', required = false, ttlSeconds = 86_400 }: IdempotencyOptions): Middleware {
  return async (request, next) => {
    const key = request.header(header);
    if (!key) {
      if (required) throw new BadRequestError(`The header ${header} is missing`);
      return next({});
    }
    if (key.length > 255) throw new BadRequestError(`The header ${header} is too long`);
    const nowMs = Date.now();
    const entry: Entry = {
      id: hash(request.route, JSON.stringify(userOf(request)) ?? '', JSON.stringify(request.params), key),
      fingerprint: hash(request.text()),
      expiresAt: Math.floor(nowMs / 1000) + ttlSeconds,
      // The function can not outlive its time: after that, whoever held the lock is gone.
      lockedUntilMs: nowMs + (request.context?.getRemainingTimeInMillis() ?? 30_000),
    };
    const earlier = await store.begin(entry, nowMs);
    if (earlier && earlier.fingerprint !== entry.fingerprint)
      throw new ApiError(422, `This ${header} was used with another body`, { code: 'IDEMPOTENCY_KEY_REUSED' });
    if (earlier?.answer !== undefined) return replay(earlier.answer);
    if (earlier)
      throw new ConflictError('The first request with this key is still running', {
        code: 'IDEMPOTENCY_KEY_IN_USE',
        headers: { 'retry-after': '1' },
      });
    let reply: Reply;
    try {
      reply = await next({});
    } catch (error) {
      await store.forget(entry.id);
      throw error;
    }
    const { body, contentType, cookies, headers, statusCode } = reply;
    const isBytes = body instanceof Uint8Array;
    await store.finish({
      ...entry,
      answer: JSON.stringify({
        statusCode,
        headers,
        cookies,
        contentType,
        isBytes,
        body: isBytes ? Buffer.from(body).toString('base64') : body,
      }),
    });
    return reply;
  };
}

function userOf(request: Request): unknown {
  const user: unknown = Reflect.get(request, 'user');
  const { sub, name } = Object(user) as { sub?: unknown; name?: unknown };
  return sub ?? name ?? user ?? null;
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function replay(answer: string): Reply {
  const { statusCode, headers, cookies, contentType, isBytes, body } = JSON.parse(answer);
  const reply = new Reply(statusCode, isBytes ? Buffer.from(body, 'base64') : body, contentType);
  Object.assign(reply.headers, headers, { 'idempotent-replayed': 'true' });
  reply.cookies.push(...cookies);
  return reply;
}

/** The part of DynamoDBDocumentClient that is used. Its commands can not be named without depending on it. */
interface DocumentClient {
  send(command: never): Promise<unknown>;
}

/** Keeps answers in a table with the text key `id`; turn on its time to live for `expiresAt`. */
export function dynamoDbStore(tableName: string, client?: DocumentClient): IdempotencyStore {
  let connected = client;
  const send = async (name: 'Put' | 'Delete', input: object): Promise<void> => {
    const library = await import('@aws-sdk/lib-dynamodb');
    if (!connected) {
      const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
      connected = library.DynamoDBDocumentClient.from(new DynamoDBClient());
    }
    const { DeleteCommand, PutCommand } = library;
    const full = { TableName: tableName, ...input } as never;
    const command = name === 'Put' ? new PutCommand(full) : new DeleteCommand(full);
    await connected.send(command as never);
  };
  return {
    async begin(entry, nowMs) {
      try {
        await send('Put', {
          Item: entry,
          ConditionExpression: 'attribute_not_exists(id) OR expiresAt < :now OR (attribute_not_exists(answer) AND lockedUntilMs < :nowMs)',
          ExpressionAttributeValues: { ':now': Math.floor(nowMs / 1000), ':nowMs': nowMs },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        return undefined;
      } catch (error) {
        const { name, Item } = Object(error) as { name?: string; Item?: Record<string, { S?: string; N?: string }> };
        if (name !== 'ConditionalCheckFailedException' || !Item) throw error;
        // The old item of a failed condition comes in DynamoDB's own JSON, also from the document client.
        const answer = Item.answer?.S ?? (Item.answer as string | undefined);
        const fingerprint = Item.fingerprint?.S ?? String(Item.fingerprint);
        return { ...entry, fingerprint, ...(typeof answer === 'string' && { answer }) };
      }
    },
    finish: (entry) => send('Put', { Item: entry }),
    forget: (id) => send('Delete', { Key: { id } }),
  };
}
