import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { LambdaRuntime } from '../../lambda/lambda-runtime.ts';
import type { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import { type FunctionReference, functionArn } from './function-name.ts';
import type { FunctionDetails, FunctionVersion, LambdaFunction } from './lambda-function.ts';
import { notFound } from './operation-error.ts';

/** The account's functions. What is put here, the runtime can run. */
export class FunctionStore {
  readonly world: World;
  readonly #runtime: LambdaRuntime;
  readonly #functions = new Map<string, LambdaFunction>();

  constructor(world: World, runtime: LambdaRuntime) {
    this.world = world;
    this.#runtime = runtime;
  }

  get(functionName: string): LambdaFunction | undefined {
    return this.#functions.get(functionName);
  }

  /** In alphabetical order. */
  all(): readonly LambdaFunction[] {
    return [...this.#functions.values()].sort((first, second) => (first.functionName < second.functionName ? -1 : 1));
  }

  /** @throws ServiceError ResourceNotFoundException */
  find(reference: FunctionReference): LambdaFunction {
    const found = this.#functions.get(reference.functionName);
    if (!found) throw this.notFound(reference);
    return found;
  }

  notFound({ functionName, qualifier }: FunctionReference): ServiceError {
    return notFound(`Function not found: ${functionArn(this.world, functionName, qualifier)}`);
  }

  /** What is behind a qualifier; behind an alias with weights, its main version. @throws ServiceError ResourceNotFoundException */
  resolve(reference: FunctionReference): FunctionVersion {
    const found = this.find(reference);
    const { qualifier } = reference;
    const version = qualifier === undefined ? '$LATEST' : (found.aliases.get(qualifier)?.version ?? qualifier);
    const resolved = version === '$LATEST' ? found.latest : found.versions.get(version);
    if (!resolved) throw this.notFound(reference);
    return resolved;
  }

  /** What a call runs: an alias with weights is a draw. @throws ServiceError ResourceNotFoundException */
  draw(reference: FunctionReference): FunctionVersion {
    const { qualifier } = reference;
    const alias = qualifier === undefined ? undefined : this.find(reference).aliases.get(qualifier);
    if (!alias || Object.keys(alias.weights).length === 0) return this.resolve(reference);
    let drawn = Number.parseInt(this.world.hex(8), 16) / 2 ** 32;
    for (const [version, weight] of Object.entries(alias.weights)) {
      if (drawn < weight) return this.resolve({ functionName: reference.functionName, qualifier: version });
      drawn -= weight;
    }
    return this.resolve(reference);
  }

  /** Creates a function or replaces its `$LATEST`. */
  put(configuration: FunctionConfiguration, details: FunctionDetails): LambdaFunction {
    const { functionName } = configuration;
    const latest: FunctionVersion = { configuration, details };
    const existing = this.#functions.get(functionName);
    if (existing) existing.latest = latest;
    const found: LambdaFunction = existing ?? {
      functionName,
      latest,
      publishedCount: 0,
      versions: new Map(),
      aliases: new Map(),
      policies: new Map(),
      urls: new Map(),
      eventInvokeConfigs: new Map(),
      provisioned: new Map(),
      runtimeManagement: new Map(),
      tags: {},
      recursiveLoop: 'Terminate',
    };
    this.#functions.set(functionName, found);
    this.#runtime.putFunction(configuration);
    return found;
  }

  /** Freezes `$LATEST` under the next number. @param configuration with the place of its code, where that is not `$LATEST`'s */
  publish(
    found: LambdaFunction,
    changes: Partial<FunctionDetails>,
    configuration: FunctionConfiguration = found.latest.configuration,
  ): FunctionVersion {
    found.publishedCount += 1;
    const version = String(found.publishedCount);
    const { codeSha256, codeSize } = codeOf(found.latest.details);
    const published = {
      configuration: { ...configuration, version },
      details: { ...found.latest.details, codeSha256, codeSize, revisionId: this.world.uuid(), ...changes },
    };
    found.versions.set(version, published);
    this.#runtime.putFunction(published.configuration);
    this.touch(found);
    return published;
  }

  /** The revision of what a qualifier names: an alias has its own. @throws ServiceError ResourceNotFoundException */
  revisionOf(reference: FunctionReference): string {
    const { qualifier } = reference;
    const alias = qualifier === undefined ? undefined : this.find(reference).aliases.get(qualifier);
    return alias?.revisionId ?? this.resolve(reference).details.revisionId;
  }

  /** A new revision of what a qualifier names, '' being the function. */
  revise(found: LambdaFunction, qualifier: string): void {
    const revisionId = this.world.uuid();
    const alias = found.aliases.get(qualifier);
    const version = found.versions.get(qualifier);
    if (alias) found.aliases.set(qualifier, { ...alias, revisionId });
    else if (version) found.versions.set(qualifier, { ...version, details: { ...version.details, revisionId } });
    else this.touch(found);
  }

  /** A new revision of `$LATEST`, whose details alone have changed. */
  touch(found: LambdaFunction, changes: Partial<FunctionDetails> = {}): void {
    found.latest = { ...found.latest, details: { ...found.latest.details, revisionId: this.world.uuid(), ...changes } };
  }

  /** Replaces the tags. @throws ServiceError ResourceNotFoundException */
  tag(functionName: string, tags: { readonly [key: string]: string }): void {
    this.find({ functionName, qualifier: undefined }).tags = tags;
  }

  /** Has environments of a version ready before they are asked for; undefined gives them up. */
  provision(found: LambdaFunction, qualifier: string, provisionedConcurrentExecutions: number | undefined): void {
    const version = found.aliases.get(qualifier)?.version ?? qualifier;
    const published = found.versions.get(version);
    if (!published) return;
    const configuration = { ...published.configuration, provisionedConcurrentExecutions };
    found.versions.set(version, { ...published, configuration });
    this.#runtime.putFunction(configuration);
  }

  /** Undefined takes the reservation away. */
  reserve(found: LambdaFunction, reserved: number | undefined): void {
    const configuration = { ...found.latest.configuration, reservedConcurrentExecutions: reserved };
    found.latest = { ...found.latest, configuration };
    this.#runtime.putFunction(configuration);
  }

  delete(functionName: string): void {
    const existing = this.#functions.get(functionName);
    if (!existing) return;
    this.#functions.delete(functionName);
    for (const version of existing.versions.keys()) this.#runtime.deleteFunction(functionName, version);
    this.#runtime.deleteFunction(functionName);
  }

  deleteVersion(found: LambdaFunction, version: string): void {
    if (found.versions.delete(version)) this.#runtime.deleteFunction(found.functionName, version);
  }
}

/** `2024-03-27T09:14:35.000+0000`, as AWS writes most of Lambda's times. */
export function lambdaTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+0000');
}

/** What a function has whose request said nothing. @source "CreateFunction", AWS Lambda API reference */
export function detailsOf(world: World, given: Partial<FunctionDetails> = {}): FunctionDetails {
  return {
    description: '',
    role: undefined,
    codeSha256: undefined,
    codeSize: undefined,
    measureCode: undefined,
    archive: undefined,
    lastModified: lambdaTime(world.now()),
    revisionId: world.uuid(),
    contentId: world.uuid(),
    architectures: ['x86_64'],
    environmentGiven: false,
    tracingMode: 'PassThrough',
    snapStart: 'None',
    deadLetterTargetArn: undefined,
    kmsKeyArn: undefined,
    layers: [],
    vpcConfig: undefined,
    fileSystemConfigs: [],
    ...given,
  };
}

/** The hash and the size of the code, measured now where it stays in a folder. */
export function codeOf({ codeSha256, codeSize, measureCode }: FunctionDetails): Pick<FunctionDetails, 'codeSha256' | 'codeSize'> {
  if (codeSha256 !== undefined || !measureCode) return { codeSha256, codeSize };
  const measured = measureCode();
  return { codeSha256: measured?.sha256, codeSize: measured?.sizeBytes };
}
