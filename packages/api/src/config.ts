import type { OutputOf, Schema } from './standard-schema.ts';

/**
 * The function's configuration from its environment, typed by a schema: `config(z.object({ TABLE_NAME: z.string() }))`. Call it
 * outside the handler: what is missing fails the start, by name, rather than the first request.
 *
 * @throws Error that names each variable that is missing or wrong, and no value
 */
export function config<S extends Schema>(schema: S, environment: Readonly<Record<string, string | undefined>> = process.env): OutputOf<S> {
  const result = schema['~standard'].validate({ ...environment });
  if (result instanceof Promise) throw new Error('config: the schema must not be asynchronous');
  if (result.issues) {
    const names = result.issues.map(
      (it) => it.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || 'environment',
    );
    throw new Error(
      `Configuration: ${names.map((it) => `${it} ${environment[it] === undefined ? 'is missing' : 'is not valid'}`).join(', ')}`,
    );
  }
  return result.value as OutputOf<S>;
}

export interface RemoteOptions<S extends Schema> {
  /** How long a value is used before it is asked for again. Default 300. */
  readonly ttlSeconds?: number;
  /** The value is JSON of this shape. Without it, the value is text. */
  readonly schema?: S;
  /** Asks for the value; default: the AWS SDK client that Lambda's Node.js runtimes have, loaded at the first call. */
  readonly fetch?: (name: string) => Promise<string | undefined>;
}

type Value<S> = Schema extends S ? string : OutputOf<S>;

/** A value of Systems Manager Parameter Store: `const keys = parameter('/my-api/keys')`, then `await keys()`. */
export function parameter<S extends Schema = Schema>(name: string, options: RemoteOptions<S> = {}): () => Promise<Value<S>> {
  return remote('parameter', name, options, async () => {
    const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
    const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value;
  });
}

/** A value of Secrets Manager: `const db = secret('my-api/db', { schema: z.object({ url: z.string() }) })`, then `await db()`. */
export function secret<S extends Schema = Schema>(name: string, options: RemoteOptions<S> = {}): () => Promise<Value<S>> {
  return remote('secret', name, options, async () => {
    const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    return (await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  });
}

/** Keeps a value for its time; callers at the same moment share one request; a failed refresh goes on with the value there is. */
function remote<S extends Schema>(
  kind: string,
  name: string,
  { ttlSeconds = 300, schema, fetch }: RemoteOptions<S>,
  ask: () => Promise<string | undefined>,
): () => Promise<Value<S>> {
  let kept: { readonly value: Value<S> } | undefined;
  let freshUntilMs = 0;
  let asking: Promise<{ readonly value: Value<S> }> | undefined;

  const refresh = async (): Promise<{ readonly value: Value<S> }> => {
    const text = await (fetch ? fetch(name) : ask());
    if (text === undefined) throw new Error(`The ${kind} ${name} has no value`);
    return { value: (schema ? await parse(kind, name, schema, text) : text) as Value<S> };
  };

  return async () => {
    if (kept && Date.now() < freshUntilMs) return kept.value;
    asking ??= refresh().finally(() => {
      asking = undefined;
    });
    try {
      kept = await asking;
      freshUntilMs = Date.now() + ttlSeconds * 1000;
    } catch (error) {
      if (!kept) throw error;
      // Asked again in half a minute at most, so that an outage does not cost every request a call.
      freshUntilMs = Date.now() + Math.min(ttlSeconds, 30) * 1000;
      console.warn(`The ${kind} ${name} could not be refreshed: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
    return kept.value;
  };
}

async function parse(kind: string, name: string, schema: Schema, text: string): Promise<unknown> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error(`The ${kind} ${name} is not JSON`);
  }
  const result = await schema['~standard'].validate(data);
  if (result.issues) throw new Error(`The ${kind} ${name} does not fit its schema`);
  return result.value;
}
