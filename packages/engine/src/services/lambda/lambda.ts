import { createHash } from 'node:crypto';
import { CodeMeter, type MeasuredCode } from '../../lambda/code/measure-code.ts';
import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { Invocation, InvocationResult, LambdaRuntime, StreamedInvocation } from '../../lambda/lambda-runtime.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { EventSource } from '../event-source.ts';
import { createTargets, type Deliver, type Targets } from '../targets.ts';
import { type AsynchronousInvocations, createAsynchronousInvocations } from './asynchronous-invocations.ts';
import { EventSourceMappings } from './event-source-mappings.ts';
import { CodeSource, type ReadObject } from './function-code-source.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import { detailsOf, FunctionStore } from './function-store.ts';
import type { FunctionUrl } from './function-url.ts';
import { checkPayload } from './invoke-payload.ts';
import type { InvokeRequest } from './invoke-request.ts';
import type { FunctionDetails } from './lambda-function.ts';
import { LayerStore } from './layer-store.ts';
import { mayInvoke, mayInvokeUrl, type Permission } from './resource-policy.ts';

export type { InvocationResult, StreamedInvocation } from '../../lambda/lambda-runtime.ts';
export type { FunctionUrl, FunctionUrlCors } from './function-url.ts';
export type { InvokeRequest } from './invoke-request.ts';
export type { Permission } from './resource-policy.ts';

/** Lambda: functions and who may invoke them. */
export interface LambdaService {
  /** What the operations of the Lambda API work on. */
  readonly functions: FunctionStore;
  /** Events whose senders do not wait. */
  readonly asynchronous: AsynchronousInvocations;
  readonly layers: LayerStore;
  readonly code: CodeSource;
  readonly mappings: EventSourceMappings;
  /** Accepts an event from another service, as `Targets` hands it over. */
  readonly deliver: Deliver;
  /** Ends the pollers of event sources, each after the batch it has in hand; events that wait are kept. */
  stop(): Promise<void>;
  /** Creates a function or replaces its `$LATEST`. @param details what AWS tells of it beside the configuration */
  putFunction(configuration: FunctionConfiguration, details?: Partial<FunctionDetails>): void;
  deleteFunction(functionName: string): void;
  /** The configuration of a function, of the version or alias the name ends in. @throws ServiceError ResourceNotFoundException */
  getFunction(functionName: string): FunctionConfiguration;
  /** In alphabetical order. */
  functionNames(): readonly string[];
  /** Freezes `$LATEST`'s configuration under the next number, which is answered. @throws ServiceError ResourceNotFoundException */
  publishVersion(functionName: string, description?: string): string;
  deleteVersion(functionName: string, version: string): void;
  /** Creates an alias or points it at another version. @throws ServiceError ResourceNotFoundException */
  putAlias(functionName: string, alias: string, version: string, rest?: AliasSettings): void;
  deleteAlias(functionName: string, alias: string): void;
  /** With a qualifier in the name, the statement is of that version's or alias's own policy. @throws ServiceError ResourceNotFoundException */
  addPermission(functionName: string, permission: Permission): void;
  removePermission(functionName: string, statementId: string): void;
  /** Every function URL there is: the gateway finds the one that a host name means by its `urlId`. */
  functionUrls(): readonly FunctionUrl[];
  /** Whether the policy of the URL's function lets everybody call it, as AuthType NONE needs. */
  isPublic(url: FunctionUrl): boolean;
  /** @throws ServiceError AccessDeniedException, InvalidRequestContentException, ResourceNotFoundException, TooManyRequestsException */
  invoke(request: InvokeRequest): Promise<InvocationResult>;
  /** The same, with the answer as the function writes it. */
  invokeWithResponseStream(request: InvokeRequest): Promise<StreamedInvocation>;
}

export interface AliasSettings {
  readonly description?: string | undefined;
  readonly weights?: { readonly [version: string]: number } | undefined;
}

export interface LambdaParts {
  readonly world: World;
  readonly runtime: LambdaRuntime;
  /** Where destinations and dead letters go. */
  readonly targets?: Targets;
  /** What event source mappings read, by the service in its ARN. */
  readonly eventSources?: () => { readonly [service: string]: EventSource };
  /** Keeps how far streams have been read. */
  readonly store?: Store;
  /** Code and layers that lie in a bucket. */
  readonly readObject?: ReadObject;
}

export function createLambda({ world, runtime, ...parts }: LambdaParts): LambdaService {
  const { targets = createTargets(() => ({})), eventSources = () => ({}), store } = parts;
  const functions = new FunctionStore(world, runtime);
  // Not async: to hand on a promise in one of its own costs three turns of the queue.
  const invoke = (request: InvokeRequest): Promise<InvocationResult> => {
    try {
      return runtime.invoke(invocationOf(request));
    } catch (error) {
      return Promise.reject(error);
    }
  };
  const asynchronous = createAsynchronousInvocations({ world, functions, invoke, targets, store });
  const mappings = new EventSourceMappings({ world, invoke, targets, sources: eventSources, store });
  const code = new CodeSource(parts.readObject);
  const meter = new CodeMeter();
  const statementsOf = (functionName: string, qualifier: string | undefined): Iterable<Permission> =>
    functions
      .get(functionName)
      ?.policies.get(qualifier ?? '')
      ?.values() ?? [];

  /** What the runtime is to run, when the caller may ask for it. */
  function invocationOf({
    functionName: name,
    payload: given,
    isJson,
    traceId,
    clientContext,
    requestId,
    onBehalfOf,
  }: InvokeRequest): Invocation {
    const reference = parseFunctionName(name);
    const { functionName, qualifier } = reference;
    const { configuration } = functions.draw(reference);
    const invokedFunctionArn = functionArn(world, functionName, qualifier);
    checkRight(reference, onBehalfOf);
    const payload = isJson ? given : checkPayload(given);
    const { version } = configuration;
    return { functionName, version, payload, invokedFunctionArn, traceId, clientContext, requestId };
  }

  /** @throws ServiceError AccessDeniedException */
  function checkRight({ functionName, qualifier }: ReturnType<typeof parseFunctionName>, onBehalfOf: InvokeRequest['onBehalfOf']): void {
    if (!onBehalfOf || mayInvoke(statementsOf(functionName, qualifier), onBehalfOf)) return;
    const resource = functionArn(world, functionName, qualifier);
    const message = `User: ${onBehalfOf.principal} is not authorized to perform: lambda:InvokeFunction on resource: ${resource}`;
    throw new ServiceError('AccessDeniedException', message, 403);
  }

  return {
    functions,
    asynchronous,
    mappings,
    code,
    layers: new LayerStore(world),
    async deliver(targetArn, { payload, onBehalfOf }) {
      const reference = parseFunctionName(targetArn);
      functions.resolve(reference);
      // Whoever hands it over is told at once that it may not, as by AWS's Invoke.
      checkRight(reference, onBehalfOf);
      await asynchronous.accept({ functionName: targetArn, payload, traceId: '', onBehalfOf });
    },
    async stop() {
      asynchronous.stop();
      await mappings.stop();
      code.dispose();
    },
    putFunction(configuration, details) {
      const { inlineCode } = configuration;
      const environmentGiven = Object.keys(configuration.environment).length > 0;
      const measureCode = (): MeasuredCode | undefined => meter.measure(configuration.codeRoot);
      const code = inlineCode === undefined ? { measureCode } : measuredInline(inlineCode);
      functions.put(configuration, detailsOf(world, { environmentGiven, ...code, ...details }));
    },
    deleteFunction: (name) => functions.delete(parseFunctionName(name).functionName),
    getFunction: (name) => functions.resolve(parseFunctionName(name)).configuration,
    functionNames: () => functions.all().map((it) => it.functionName),
    publishVersion(name, description) {
      const found = functions.find(parseFunctionName(name));
      return functions.publish(found, description === undefined ? {} : { description }).configuration.version ?? '$LATEST';
    },
    deleteVersion(name, version) {
      const found = functions.get(parseFunctionName(name).functionName);
      if (found) functions.deleteVersion(found, version);
    },
    putAlias(name, alias, version, { description = '', weights = {} } = {}) {
      const { functionName } = parseFunctionName(name);
      functions.resolve({ functionName, qualifier: version });
      const { aliases } = functions.find({ functionName, qualifier: undefined });
      aliases.set(alias, { name: alias, version, description, weights, revisionId: world.uuid() });
    },
    deleteAlias(name, alias) {
      const found = functions.get(parseFunctionName(name).functionName);
      found?.aliases.delete(alias);
      for (const belonging of [found?.policies, found?.urls, found?.eventInvokeConfigs, found?.provisioned]) belonging?.delete(alias);
    },
    addPermission(name, permission) {
      const reference = parseFunctionName(name);
      const { policies } = functions.find(reference);
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
    functionUrls: () => functions.all().flatMap(({ urls }) => [...urls.values()]),
    isPublic: ({ functionName, qualifier }) => mayInvokeUrl(statementsOf(functionName, qualifier), 'NONE'),
    invoke,
    invokeWithResponseStream: async (request) => runtime.invokeWithResponseStream(invocationOf(request)),
  };
}

/** Code that the template holds is a package of one file. */
function measuredInline(inlineCode: string): Pick<FunctionDetails, 'codeSha256' | 'codeSize'> {
  return { codeSha256: createHash('sha256').update(inlineCode).digest('base64'), codeSize: Buffer.byteLength(inlineCode) };
}
