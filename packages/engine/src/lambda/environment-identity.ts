import type { World } from '../world/world.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import type { LogPlace } from './lambda-runtime.ts';

/** Who an execution environment is to AWS's services and in the logs. */
export interface ExecutionEnvironmentIdentity {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** The same two: what those are told who are not to know the keys. */
  readonly place: LogPlace;
}

export function createIdentity(
  world: World,
  { functionName, version = '$LATEST', logging }: FunctionConfiguration,
): ExecutionEnvironmentIdentity {
  const day = new Date(world.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const place: LogPlace = {
    logGroupName: logging?.logGroup ?? `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[${version}]${world.hex(32)}`,
  };
  return {
    region: world.region,
    accessKeyId: `ASIA${world.hex(16).toUpperCase()}`,
    secretAccessKey: world.hex(40),
    sessionToken: world.hex(64),
    ...place,
    place,
  };
}

/**
 * Which runtime a new environment has.
 *
 * @param runtime `nodejs20.x`
 * @param version of a runtime that is not Node, `python:3.12.v4`
 */
export function runtimeVersionOf({ partition, region }: World, runtime: string, version?: string): { version: string; arn: string } {
  const { node } = process.versions;
  const name = version ?? `${runtime.replace(/\..*$/, '').replace(/(\d)/, ':$1')}.v${node}`;
  const id = version === undefined ? `node-${node}` : version.replaceAll(':', '-');
  return { version: name, arn: `arn:${partition}:lambda:${region}::runtime:local-${id}` };
}
