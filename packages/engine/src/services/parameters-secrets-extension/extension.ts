import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EnvironmentExtension, ExtendedEnvironment } from '../../lambda/environment-extension.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { AwsCall } from '../../trace/trace.ts';
import type { World } from '../../world/world.ts';
import type { Services } from '../services.ts';
import { type ExtensionCall, extensionAnswer, readExtensionRequest } from './request.ts';
import { type ExtensionSettings, isLogged, type LogLevel, readExtensionSettings } from './settings.ts';

export interface ParametersSecretsExtensionOptions {
  readonly world: World;
  readonly services: () => Pick<Services, 'ssm' | 'secretsmanager'>;
  /** Told of each call to a service: not of what was in a cache. */
  onCall(accessKeyId: string, call: AwsCall): void;
}

/**
 * AWS's Parameters and Secrets Lambda Extension. On AWS each execution environment has one of its own on port 2773; here environments share a
 * machine, so one listener serves them all and tells them apart by the session token that each request must carry.
 */
export interface ParametersSecretsExtension extends EnvironmentExtension {
  stop(): Promise<void>;
}

interface Kept {
  readonly body: string;
  readonly untilMs: number;
}

/** An environment and what is kept for it. */
interface Member {
  readonly environment: ExtendedEnvironment;
  readonly settings: ExtensionSettings;
  /** The one used last is the last. */
  readonly cache: Map<string, Kept>;
}

interface Listening {
  readonly server: Server;
  readonly port: number;
}

export function createParametersSecretsExtension(options: ParametersSecretsExtensionOptions): ParametersSecretsExtension {
  const { world } = options;
  const members = new Map<string, Member>();
  /** By the port that was asked for; 0 is the free one that takes its place. */
  const listening = new Map<number, Promise<Listening>>();

  function listenOn(port: number): Promise<Listening> {
    const open = listening.get(port);
    if (open) return open;
    const opening = openListener(port, (message, response) => void answer(message, response));
    listening.set(port, opening);
    // Whoever holds the port may be gone when the next environment starts.
    opening.catch(() => listening.delete(port));
    return opening;
  }

  function log({ environment, settings }: Member, level: LogLevel, text: string): void {
    if (!isLogged(level, settings)) return;
    const at = new Date(world.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
    environment.log(`[AWS Parameters and Secrets Lambda Extension] ${at} ${level.toUpperCase()} ${text}`);
  }

  async function answer({ method, url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
    };
    const token = headers['x-aws-parameters-secrets-token'];
    const member = typeof token === 'string' ? members.get(token) : undefined;
    if (!member) {
      send(
        401,
        'the header X-Aws-Parameters-Secrets-Token must be the AWS_SESSION_TOKEN of an execution environment that has this extension',
      );
      return;
    }
    if (!member.environment.invoked()) {
      send(400, 'not ready to serve traffic, please wait');
      return;
    }
    try {
      const call = method === 'GET' ? readExtensionRequest(url) : undefined;
      if (call) send(200, await bodyFor(member, call), 'application/json');
      else send(404, '404 page not found\n');
    } catch (error) {
      if (error instanceof RangeError) send(400, error.message);
      else if (error instanceof ServiceError) send(error.status, 'an unexpected error occurred while executing request');
      else {
        process.emitWarning(error instanceof Error ? error : new Error(String(error)));
        send(500, 'an unexpected error occurred while executing request');
      }
    }
  }

  async function bodyFor(member: Member, call: ExtensionCall): Promise<string> {
    const { cache, settings } = member;
    const key = JSON.stringify([call.operation, call.input]);
    const kept = cache.get(key);
    cache.delete(key);
    if (kept && kept.untilMs > world.now()) {
      cache.set(key, kept);
      log(member, 'debug', `${call.operation} answered from the cache`);
      return kept.body;
    }
    const body = extensionAnswer(call, await askService(member, call));
    const ttlMs = call.service === 'ssm' ? settings.parameterTtlMs : settings.secretTtlMs;
    if (settings.cacheSize === 0 || ttlMs === 0) return body;
    const [oldest] = cache.keys();
    if (cache.size >= settings.cacheSize && oldest !== undefined) cache.delete(oldest);
    cache.set(key, { body, untilMs: world.now() + ttlMs });
    return body;
  }

  async function askService(member: Member, { service, operation, input, resource }: ExtensionCall): Promise<Record<string, unknown>> {
    const startedAt = performance.now();
    const tell = (statusCode: number, error?: string): void => {
      const durationMs = performance.now() - startedAt;
      options.onCall(member.environment.accessKeyId, { service, operation, resource, statusCode, durationMs, error });
    };
    try {
      const output = await options.services()[service].call(operation, input);
      tell(200);
      return output;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const said = `${error.code}: ${error.message}`;
      tell(error.status, said);
      const sdkName = service === 'ssm' ? 'SSM' : 'Secrets Manager';
      const where = `https response error StatusCode: ${error.status}, RequestID: ${world.uuid()}`;
      log(member, 'error', `${operation} request encountered an error: operation error ${sdkName}: ${operation}, ${where}, ${said}`);
      throw error;
    }
  }

  return {
    async join(environment) {
      const settings = readExtensionSettings(environment.configuration.environment);
      const member: Member = { environment, settings, cache: new Map() };
      members.set(environment.sessionToken, member);
      for (const warning of settings.warnings) log(member, 'warn', warning);
      const { port } = await listenOn(settings.port).catch((error: unknown) => {
        if (!isTaken(error)) throw error;
        return listenOn(0);
      });
      log(member, 'info', `Serving on port ${port}`);
      if (port === settings.port) return {};
      environment.log(
        `(gatewright: port ${settings.port} is not free on this machine, so the Parameters and Secrets extension listens on port ${port}, and ` +
          `PARAMETERS_SECRETS_EXTENSION_HTTP_PORT says so. Code that does not read it cannot reach the extension: end the program that has port ${settings.port}.)`,
      );
      return { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(port) };
    },
    leave: (sessionToken) => void members.delete(sessionToken),
    async stop() {
      members.clear();
      await Promise.all([...listening.values()].map(async (it) => it.then(close, () => undefined)));
      listening.clear();
    },
  };
}

function openListener(port: number, serve: (message: IncomingMessage, response: ServerResponse) => void): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, serve);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve({ server, port: (server.address() as AddressInfo).port });
    });
  });
}

function close({ server }: Listening): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
