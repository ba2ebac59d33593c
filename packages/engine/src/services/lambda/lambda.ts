import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { InvocationResult, LambdaRuntime } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import { type FunctionReference, functionArn, parseFunctionName } from './function-name.ts';
import { mayInvoke, type Permission } from './resource-policy.ts';

export type { InvocationResult } from '../../lambda/lambda-runtime.ts';
export type { Permission } from './resource-policy.ts';

export interface InvokeRequest {
  /** Name, partial or full ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly payload: string | Buffer;
  /** True when the caller has made the payload by JSON.stringify: then it is not read again to see whether it is JSON. */
  readonly isJson?: boolean | undefined;
  readonly traceId: string;
  readonly clientContext?: string | undefined;
  /** The id that the function sees; one of its own without it. */
  readonly requestId?: string | undefined;
  /** The AWS service that calls, whose right the function's policy must grant; absent for a call with the account's own credentials. */
  readonly onBehalfOf?: { readonly principal: string; readonly sourceArn: string } | undefined;
}

/** Lambda: functions and who may invoke them. */
export interface LambdaService {
  putFunction(configuration: FunctionConfiguration): void;
  deleteFunction(functionName: string): void;
  /** The configuration of a function, of the version or alias the name ends in. @throws ServiceError ResourceNotFoundException */
  getFunction(functionName: string): FunctionConfiguration;
  /** In alphabetical order. */
  functionNames(): readonly string[];
  /** `$LATEST`, then the published versions. @throws ServiceError ResourceNotFoundException */
  versionsOf(functionName: string): readonly FunctionConfiguration[];
  /** Versions by alias. @throws ServiceError ResourceNotFoundException */
  aliasesOf(functionName: string): ReadonlyMap<string, string>;
  /** The statements of the policy that the name's qualifier has. @throws ServiceError ResourceNotFoundException */
  permissionsOf(functionName: string): readonly Permission[];
  /** Sets the function's reserved concurrency; undefined takes it away. @throws ServiceError ResourceNotFoundException */
  reserveConcurrency(functionName: string, reserved: number | undefined): void;
  /** Freezes `$LATEST`'s configuration under the next number, which is answered. @throws ServiceError ResourceNotFoundException */
  publishVersion(functionName: string): string;
  deleteVersion(functionName: string, version: string): void;
  /** Creates an alias or points it at another version. @throws ServiceError ResourceNotFoundException */
  putAlias(functionName: string, alias: string, version: string): void;
  deleteAlias(functionName: string, alias: string): void;
  /** With a qualifier in the name, the statement is of that version's or alias's own policy. @throws ServiceError ResourceNotFoundException */
  addPermission(functionName: string, permission: Permission): void;
  removePermission(functionName: string, statementId: string): void;
  /** @throws ServiceError AccessDeniedException, InvalidRequestContentException, ResourceNotFoundException, TooManyRequestsException */
  invoke(request: InvokeRequest): Promise<InvocationResult>;
}

interface LambdaFunction {
  latest: FunctionConfiguration;
  publishedCount: number;
  readonly versions: Map<string, FunctionConfiguration>;
  readonly aliases: Map<string, string>;
  /** Statements by qualifier; '' is the function's own policy. */
  readonly policies: Map<string, Map<string, Permission>>;
}

export function createLambda({ world, runtime }: { readonly world: World; readonly runtime: LambdaRuntime }): LambdaService {
  const functions = new Map<string, LambdaFunction>();

  function find({ functionName, qualifier }: FunctionReference): LambdaFunction {
    const found = functions.get(functionName);
    if (!found) throw notFound({ functionName, qualifier });
    return found;
  }

  function notFound({ functionName, qualifier }: FunctionReference): ServiceError {
    return new ServiceError('ResourceNotFoundException', `Function not found: ${functionArn(world, functionName, qualifier)}`, 404, {
      Type: 'User',
    });
  }

  /** The configuration behind a qualifier. */
  function resolve(reference: FunctionReference): FunctionConfiguration {
    const found = find(reference);
    const { qualifier } = reference;
    if (qualifier === undefined || qualifier === '$LATEST') return found.latest;
    const version = found.aliases.get(qualifier) ?? qualifier;
    const configuration = version === '$LATEST' ? found.latest : found.versions.get(version);
    if (!configuration) throw notFound(reference);
    return configuration;
  }

  return {
    putFunction(configuration) {
      const existing = functions.get(configuration.functionName);
      if (existing) existing.latest = configuration;
      else {
        const { functionName } = configuration;
        functions.set(functionName, {
          latest: configuration,
          publishedCount: 0,
          versions: new Map(),
          aliases: new Map(),
          policies: new Map(),
        });
      }
      runtime.putFunction(configuration);
    },
    deleteFunction(name) {
      const { functionName } = parseFunctionName(name);
      const existing = functions.get(functionName);
      if (!existing) return;
      functions.delete(functionName);
      for (const version of existing.versions.keys()) runtime.deleteFunction(functionName, version);
      runtime.deleteFunction(functionName);
    },
    getFunction: (name) => resolve(parseFunctionName(name)),
    functionNames: () => [...functions.keys()].sort(),
    versionsOf(name) {
      const { latest, versions } = find(parseFunctionName(name));
      return [latest, ...versions.values()];
    },
    aliasesOf: (name) => find(parseFunctionName(name)).aliases,
    permissionsOf(name) {
      const reference = parseFunctionName(name);
      return [
        ...(find(reference)
          .policies.get(reference.qualifier ?? '')
          ?.values() ?? []),
      ];
    },
    reserveConcurrency(name, reserved) {
      const found = find(parseFunctionName(name));
      found.latest = { ...found.latest, reservedConcurrentExecutions: reserved };
      runtime.putFunction(found.latest);
    },
    publishVersion(name) {
      const found = find(parseFunctionName(name));
      found.publishedCount += 1;
      const version = String(found.publishedCount);
      const configuration = { ...found.latest, version };
      found.versions.set(version, configuration);
      runtime.putFunction(configuration);
      return version;
    },
    deleteVersion(name, version) {
      const { functionName } = parseFunctionName(name);
      if (functions.get(functionName)?.versions.delete(version)) runtime.deleteFunction(functionName, version);
    },
    putAlias(name, alias, version) {
      const reference = parseFunctionName(name);
      resolve({ functionName: reference.functionName, qualifier: version });
      find(reference).aliases.set(alias, version);
    },
    deleteAlias(name, alias) {
      functions.get(parseFunctionName(name).functionName)?.aliases.delete(alias);
    },
    addPermission(name, permission) {
      const reference = parseFunctionName(name);
      const { policies } = find(reference);
      const statements = policies.get(reference.qualifier ?? '') ?? new Map<string, Permission>();
      policies.set(reference.qualifier ?? '', statements.set(permission.statementId, permission));
    },
    removePermission(name, statementId) {
      const { functionName, qualifier } = parseFunctionName(name);
      functions
        .get(functionName)
        ?.policies.get(qualifier ?? '')
        ?.delete(statementId);
    },
    async invoke({ functionName: name, payload: given, isJson, traceId, clientContext, requestId, onBehalfOf }) {
      const reference = parseFunctionName(name);
      const { functionName, qualifier } = reference;
      const configuration = resolve(reference);
      if (
        onBehalfOf &&
        !mayInvoke(
          find(reference)
            .policies.get(qualifier ?? '')
            ?.values() ?? [],
          onBehalfOf,
        )
      ) {
        const arn = functionArn(world, functionName, qualifier);
        const message = `User: ${onBehalfOf.principal} is not authorized to perform: lambda:InvokeFunction on resource: ${arn}`;
        throw new ServiceError('AccessDeniedException', message, 403);
      }
      const payload = isJson ? given : checkPayload(given);
      const invokedFunctionArn = functionArn(world, functionName, qualifier);
      return runtime.invoke({
        functionName,
        version: configuration.version,
        payload,
        invokedFunctionArn,
        traceId,
        clientContext,
        requestId,
      });
    },
  };
}

/** A missing payload reaches the function as an empty object; anything that is no JSON does not reach it. @source recorded on AWS */
function checkPayload(payload: string | Buffer): string | Buffer {
  if (payload.length === 0) return '{}';
  try {
    const text = typeof payload === 'string' ? payload : new TextDecoder('utf-8', { fatal: true }).decode(payload);
    JSON.parse(text);
    return payload;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Could not parse request body into json: Could not parse payload into json: ${reason}`;
    throw new ServiceError('InvalidRequestContentException', message, 400, { Type: 'User' });
  }
}
