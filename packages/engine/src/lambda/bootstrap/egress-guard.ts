import { createRequire } from 'node:module';
import { Socket } from 'node:net';

const awsHosts = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)\.?$/i;
/** Instance and task metadata: where an SDK without other credentials would look. */
const metadataAddresses = new Set(['169.254.169.254', '169.254.170.2', '169.254.170.23', 'fd00:ec2::254', 'fd00:ec2::23']);

export class StoppedCallError extends Error {
  readonly code = 'ERR_AWS_NOT_REACHED';
  /** SDK v3 must not try again what can never succeed. */
  readonly $retryable = undefined;
  readonly retryable = false;

  constructor(host: string, endpointUrl: string) {
    super(
      `gatewright stopped a connection to ${host}: a local run does not reach AWS. ` +
        `Let the AWS SDK use its default endpoint, which is ${endpointUrl} here (AWS_ENDPOINT_URL), instead of a host of your own.`,
    );
    this.name = 'StoppedCallError';
  }
}

/**
 * Stops connections to AWS itself, by host name: every TCP, TLS, HTTP and fetch connection of this process opens in
 * Socket.connect, and every name is looked up in dns. All other hosts may be reached.
 */
export function guardEgress(endpointUrl: string, onStopped: (host: string) => void): void {
  const stopped = (host: string): StoppedCallError => {
    onStopped(host);
    return new StoppedCallError(host, endpointUrl);
  };
  const connect = Socket.prototype.connect as (this: Socket, ...values: unknown[]) => Socket;
  const guarded = function (this: Socket, ...values: unknown[]): Socket {
    const host = hostOf(values);
    if (host === undefined || !isAws(host)) return connect.apply(this, values);
    const error = stopped(host);
    process.nextTick(() => this.destroy(error));
    return this;
  };
  Reflect.set(Socket.prototype, 'connect', guarded);
  guardLookups(stopped);
}

function isAws(host: string): boolean {
  return awsHosts.test(host) || metadataAddresses.has(host.toLowerCase().replace(/^\[|\]$/g, ''));
}

/** connect(options), connect(port, host), connect(path), or the one array that Node's own modules pass. */
function hostOf(values: readonly unknown[]): string | undefined {
  const [first, second] = values;
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null && 'host' in first) return typeof first.host === 'string' ? first.host : undefined;
  return typeof first !== 'object' && typeof second === 'string' ? second : undefined;
}

function guardLookups(stopped: (host: string) => Error): void {
  // dns is loaded with net already; require gives the object whose functions everybody calls.
  const dns = createRequire(__filename)('node:dns') as Record<string, unknown> & { promises: Record<string, unknown> };
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCname', 'resolveSrv']) {
    const original = dns[name];
    if (typeof original === 'function') {
      dns[name] = Object.assign((host: unknown, ...rest: unknown[]): unknown => {
        const done = rest.at(-1);
        if (typeof host !== 'string' || !isAws(host) || typeof done !== 'function') return original.call(dns, host, ...rest);
        const error = stopped(host);
        process.nextTick(() => done(error));
        return {};
      }, original);
    }
    const promised = dns.promises[name];
    if (typeof promised === 'function') {
      dns.promises[name] = (host: unknown, ...rest: unknown[]): unknown =>
        typeof host === 'string' && isAws(host) ? Promise.reject(stopped(host)) : promised.call(dns.promises, host, ...rest);
    }
  }
}
