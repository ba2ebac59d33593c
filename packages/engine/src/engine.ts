import { resolve } from 'node:path';
import type { CompileResult, Diagnostic, Template } from '@gatewright/template';
import { describeEngine, type EngineDescription } from './describe-engine.ts';
import { feedAccessLog, feedExecutionLog, feedLambdaEvent } from './feed-logs.ts';
import type { Identities } from './gateway/identity/identities.ts';
import { issuerDocumentAt } from './gateway/identity/issuer-documents.ts';
import { createIssuers, type IssuerSettings } from './gateway/identity/issuers.ts';
import { createLocalIssuer, localIssuerFile } from './gateway/identity/local-issuer.ts';
import { createTestInvoker } from './gateway/rest/test-invoke.ts';
import { createLambdaRuntime } from './lambda/create-lambda-runtime.ts';
import type { LambdaEvent } from './lambda/lambda-runtime.ts';
import { createMeteredRuntime } from './metering/metered-runtime.ts';
import { createMetering } from './metering/metering.ts';
import { createApiServer } from './server/api-server.ts';
import { createAwsEndpoint } from './server/aws-endpoint.ts';
import { listenOn } from './server/listen-on.ts';
import { createApiGatewayControlPlane } from './services/apigateway/control-plane.ts';
import { createApiGatewayV2ControlPlane } from './services/apigatewayv2/control-plane.ts';
import type { AlarmNotice } from './services/cloudwatch/cloudwatch.ts';
import { createServices, type DynamoDbSettings } from './services/create-services.ts';
import { developerCredential, functionCredential } from './services/known-credential.ts';
import { createParametersSecretsExtension } from './services/parameters-secrets-extension/extension.ts';
import type { Services } from './services/services.ts';
import { type ApplyOptions, Stack } from './stack/stack.ts';
import { openBlobs } from './store/blobs.ts';
import { openMemoryStore, openStore } from './store/open-store.ts';
import { createSeal } from './store/seal.ts';
import type { AwsCall, RequestTrace } from './trace/trace.ts';
import type { UpstreamSettings } from './upstream/endpoint-of.ts';
import { createUpstream } from './upstream/upstream.ts';
import { createWorld, type World } from './world/world.ts';

export interface EngineOptions {
  readonly world?: World;
  /** Absolute folder of the user's project. */
  readonly projectRoot: string;
  /** Absolute folder of the data; undefined keeps nothing. */
  readonly dataRoot: string | undefined;
  /** Variables for every function, over the template's own. */
  readonly functionEnvironment?: { readonly [name: string]: string };
  /** Public keys of token issuers, beside those in `issuers.json` of the data folder: by issuer, a JSON Web Key Set or a URL on this machine. */
  readonly issuers?: IssuerSettings;
  /** The access key with which the developer signs requests; `test` with the secret `test` without it. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly dynamodb?: DynamoDbSettings;
  /** Have the AWS endpoint verify the signature of every call against the known keys, as AWS does. */
  readonly verifySignatures?: boolean;
  /** Where calls go that no service here answers; without it nothing leaves this machine. */
  readonly upstream?: UpstreamSettings | undefined;
  /** Ports for debuggers, by function name or logical id; 0 takes a free one. */
  readonly inspect?: ReadonlyMap<string, number>;
  onRequest?(trace: RequestTrace): void;
  onLambdaEvent?(event: LambdaEvent): void;
  /** An alarm has changed its state. */
  onAlarm?(notice: AlarmNotice): void;
}

export interface ListenOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly awsPort: number;
  /** Take the next free port when one is in use. */
  readonly tryNext?: boolean;
}

/** API Gateway, Lambda and DynamoDB in one process. Two of them may run side by side. */
export interface Engine {
  readonly services: Services;
  /** Brings the stack to a compiled template; what is wrong comes back, the rest runs. */
  apply(compiled: CompileResult, options: ApplyOptions & { readonly stage?: string | undefined }): Promise<readonly Diagnostic[]>;
  /** Opens the AWS endpoint ahead of `listen`: URLs that `apply` hands out, of queues for instance, name its port. @throws SetupError PORT_IN_USE */
  listenAws(options: Pick<ListenOptions, 'awsPort' | 'tryNext'>): Promise<number>;
  /** Opens the ports: the AWS endpoint first, the API when it can answer. @throws SetupError PORT_IN_USE */
  listen(options: ListenOptions): Promise<{ readonly port: number; readonly awsPort: number }>;
  describe(): EngineDescription;
  reloadFunctions(): void;
  /** Closes the ports, ends every function process, finishes the writes under way. */
  stop(): Promise<void>;
}

const defaultRegion = 'us-east-1';
/** AWS's own example account. */
const defaultAccountId = '123456789012';

/** @throws SetupError when the data folder cannot be used */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  // The region and the account are the template's, and the template is known only when it is applied.
  let region = defaultRegion;
  let accountId = defaultAccountId;
  const world = options.world ?? createWorld({ region: () => region, accountId: () => accountId });
  const ports = { api: 0, aws: 0 };
  const endpointUrl = (): string => `http://127.0.0.1:${ports.aws}`;
  const extension = createParametersSecretsExtension({ world, services: () => services, onCall: noteCall });
  const unmetered = createLambdaRuntime({
    world,
    awsEndpointUrl: endpointUrl,
    extension,
    onEvent(event) {
      options.onLambdaEvent?.(event);
      feedLambdaEvent(services, event);
      for (const problem of metering.log(event)) {
        if (event.type === 'log') options.onLambdaEvent?.({ ...event, line: `(gatewright: this embedded metric is not kept: ${problem})` });
      }
    },
    ...(options.inspect && { inspect: options.inspect }),
  });
  const runtime = createMeteredRuntime(unmetered, world, () => cloudwatch);
  const store = options.dataRoot === undefined ? openMemoryStore() : openStore(resolve(options.dataRoot, 'data'));
  const blobs = openBlobs(options.dataRoot === undefined ? undefined : resolve(options.dataRoot, 'objects'));
  const seal = createSeal(options.dataRoot === undefined ? undefined : resolve(options.dataRoot, 'key'));
  const { services, endpoints, cloudwatch, issuedCredentialOf, hasExpired } = createServices({
    world,
    store,
    blobs,
    seal,
    runtime,
    onAlarm: (notice) => options.onAlarm?.(notice),
    credentialOf: (accessKeyId) => identities.credentialOf(accessKeyId),
    endpointUrl,
    dynamodb: options.dynamodb ?? {},
    verifiesSignatures: options.verifySignatures === true,
  });
  const metering = createMetering(cloudwatch, services, world);
  const local = createLocalIssuer(options.dataRoot === undefined ? undefined : resolve(options.dataRoot, localIssuerFile));
  const identities: Identities = {
    issuers: createIssuers({
      settings: options.issuers ?? {},
      file: options.dataRoot === undefined ? undefined : resolve(options.dataRoot, 'issuers.json'),
      local,
    }),
    hasExpired,
    credentialOf(accessKeyId) {
      const { credentials = { accessKeyId: 'test', secretAccessKey: 'test' } } = options;
      if (accessKeyId === credentials.accessKeyId) return developerCredential(credentials, world);
      // Every gatewright knows it: its own commands sign with it.
      if (accessKeyId === 'test') return developerCredential({ accessKeyId, secretAccessKey: 'test' }, world);
      const owner = runtime.ownerOf(accessKeyId);
      if (!owner) return issuedCredentialOf(accessKeyId);
      const roleArn = services.lambda.functions.get(owner.functionName)?.latest.details.role;
      const role = roleArn === undefined ? undefined : services.iam.roleOf(roleArn);
      return functionCredential({ accessKeyId, ...owner }, world, role);
    },
  };
  const awsEndpoint = createAwsEndpoint({
    world,
    signers: options.verifySignatures === true ? { world, identities } : undefined,
    forward: options.upstream && createUpstream(world, options.upstream),
    documentAt: (path) => issuerDocumentAt(path, `http://127.0.0.1:${ports.aws}`, local),
    services: [
      createApiGatewayV2ControlPlane(
        { world, apigatewayv2: services.apigatewayv2 },
        createApiGatewayControlPlane({
          world,
          apigateway: services.apigateway,
          testInvoker: createTestInvoker({ world, services, identities }),
        }),
      ),
      ...endpoints,
    ],
    onCall: noteCall,
  });
  const apiServer = createApiServer({
    world,
    services,
    identities,
    onRequest(trace) {
      options.onRequest?.(trace);
      feedAccessLog(services, trace);
      feedExecutionLog(services, trace);
      metering.request(trace);
    },
  });
  let stack: Stack | undefined;

  function noteCall(accessKeyId: string | undefined, call: AwsCall): void {
    if (accessKeyId !== undefined) runtime.recordAwsCall(accessKeyId, call);
    metering.call(call);
  }

  /** At most once: the port that is open stays. */
  async function listenAws({ awsPort, tryNext = false }: Pick<ListenOptions, 'awsPort' | 'tryNext'>): Promise<number> {
    if (ports.aws === 0) ports.aws = await listenOn(awsEndpoint, awsPort, { tryNext, what: 'the AWS endpoint', option: '--aws-port' });
    return ports.aws;
  }

  return {
    services,
    listenAws,
    async apply(compiled, applyOptions) {
      const { template, stackName } = compiled;
      region = compiled.region ?? defaultRegion;
      accountId = compiled.accountId ?? defaultAccountId;
      if (!template) return compiled.diagnostics;
      const { projectRoot, functionEnvironment = {} } = options;
      stack ??= new Stack({
        world,
        services,
        projectRoot,
        stackName: stackName ?? nameOfFolder(projectRoot),
        dataRoot: options.dataRoot,
        functionEnvironment,
      });
      return stack.apply({ ...compiled, template } satisfies CompileResult & { template: Template }, applyOptions);
    },
    async listen({ port, awsPort, tryNext = false }) {
      await listenAws({ awsPort, tryNext });
      ports.api = await listenOn(apiServer, port, { tryNext, what: 'the API', option: '--port' });
      await runtime.warmUp();
      services.lambda.asynchronous.resume();
      return { port: ports.api, awsPort: ports.aws };
    },
    describe: () =>
      describeEngine({
        services,
        stackName: stack?.name,
        resources: stack?.resources ?? [],
        outputs: stack?.outputs ?? {},
        changes: stack?.changes ?? [],
        ports,
        dataRoot: options.dataRoot,
      }),
    reloadFunctions: () => runtime.reload(),
    async stop() {
      await Promise.all([apiServer.stop(), awsEndpoint.stop()]);
      services.events.stop();
      services.scheduler.stop();
      const polled = services.lambda.stop();
      await runtime.stop();
      await extension.stop();
      await polled;
      await cloudwatch.stop();
      await services.logs.flush();
      await store.close();
      blobs.close();
    },
  };
}

/** A stack's name from its folder's: letters, digits and hyphens, as CloudFormation has them. */
function nameOfFolder(folder: string): string {
  const name = (folder.split(/[\\/]/).at(-1) ?? '').replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^[^A-Za-z]+|-+$/g, '');
  return name === '' ? 'gatewright' : name;
}
