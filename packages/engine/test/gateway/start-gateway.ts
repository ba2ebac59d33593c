import { request as httpRequest } from 'node:http';
import { type Diagnostic, loadTemplate } from '@gatewright/template';
import type { Identities } from '../../src/gateway/identity/identities.ts';
import type { InvocationResult, LambdaRuntime } from '../../src/lambda/lambda-runtime.ts';
import { ServiceError } from '../../src/protocol/service-error.ts';
import { createApiServer } from '../../src/server/api-server.ts';
import { createApiGateway } from '../../src/services/apigateway/apigateway.ts';
import { createApiGatewayV2 } from '../../src/services/apigatewayv2/apigatewayv2.ts';
import { createLambda, type InvokeRequest, type LambdaService } from '../../src/services/lambda/lambda.ts';
import type { Services } from '../../src/services/services.ts';
import { Stack } from '../../src/stack/stack.ts';
import type { RequestTrace } from '../../src/trace/trace.ts';
import { createWorld, type World } from '../../src/world/world.ts';

/** A function of a test: gets the event, gives the result; what it throws becomes AWS's error object. */
export type TestFunction = (event: ProxyEvent) => unknown;

/** As far as tests look at it; the rest by name. */
export interface ProxyEvent {
  readonly [member: string]: unknown;
}

export interface GatewayOptions {
  readonly template: string;
  /** By the function's name in the integration's URI. */
  readonly functions?: { readonly [name: string]: TestFunction };
  readonly allowUnsupported?: boolean;
  /** Takes the place of `functions`. */
  readonly invoke?: LambdaService['invoke'];
  /** What functions that stream answer. */
  readonly stream?: LambdaService['invokeWithResponseStream'];
  /** Whose tokens and signatures are verified; nobody's without it. */
  readonly identities?: Identities;
  /** False forgets events and all but the last traces: for loads. */
  readonly keep?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly text: string;
  readonly trace: RequestTrace;
}

export interface TestGateway {
  readonly port: number;
  readonly clock: TestClock;
  readonly diagnostics: readonly Diagnostic[];
  readonly services: Services;
  readonly traces: readonly RequestTrace[];
  /** Every event that a function got. */
  readonly invocations: readonly { readonly functionName: string; readonly event: ProxyEvent; readonly request: InvokeRequest }[];
  send(request: TestRequest): Promise<Answer>;
  apply(template: string): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

export interface TestRequest {
  readonly method?: string;
  /** As it goes on the wire. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  readonly body?: string | Buffer;
}

/** A world whose clock stands until it is moved. */
export interface TestClock {
  nowMs: number;
  advance(ms: number): void;
}

/** API Gateway with the stack that provisions it, behind its real listener; functions are called in this process. */
export async function startGateway(options: GatewayOptions): Promise<TestGateway> {
  const clock = createClock();
  const world: World = { ...createWorld(), now: () => clock.nowMs, after: clock.after };
  const invocations: { functionName: string; event: ProxyEvent; request: InvokeRequest }[] = [];
  const lambda = inProcessLambda(
    options.functions ?? {},
    world,
    (invocation) => void (options.keep !== false && invocations.push(invocation)),
  );
  if (options.invoke) lambda.invoke = options.invoke;
  if (options.stream) lambda.invokeWithResponseStream = options.stream;
  const services: Services = {
    apigateway: createApiGateway(world),
    apigatewayv2: createApiGatewayV2(world),
    lambda,
    dynamodb: { ...unused('dynamodb'), onStreamRecord: () => () => undefined },
    cloudwatch: unused('cloudwatch'),
    events: { ...unused('events'), deliver: async () => undefined, scheduledRules: () => [], stop: () => undefined },
    logs: { ...unused('logs'), line: () => undefined, flush: async () => undefined, deliver: async () => undefined },
    s3: { signingName: 's3', allowsPage: () => false, handleStream: refuseS3, call: refuseS3, request: refuseS3 },
    iam: { ...unused('iam'), credentialOf: () => undefined, roleOf: () => undefined },
    scheduler: { ...unused('scheduler'), plannedSchedules: () => [], stop: () => undefined },
    kms: unused('kms'),
    secretsmanager: { ...unused('secretsmanager'), referenceOf: () => undefined },
    sns: { ...unused('sns'), deliver: async () => undefined },
    sqs: { ...unused('sqs'), deliver: async () => undefined, urlOf: () => '', onMessage: () => () => undefined },
    ssm: unused('ssm'),
  };
  const stack = new Stack({ world, services, stackName: 'test', projectRoot: '/project', dataRoot: undefined, functionEnvironment: {} });
  const apply = async (text: string): Promise<readonly Diagnostic[]> => {
    const compiled = await loadTemplate('template.yaml', {
      readFile: async () => text,
      stage: undefined,
      region: world.region,
      accountId: world.accountId,
      environment: {},
      parameters: {},
      options: {},
    });
    const { template } = compiled;
    if (!template) return compiled.diagnostics;
    const found = await stack.apply({ ...compiled, template }, { parameters: {}, allowUnsupported: options.allowUnsupported ?? false });
    return [...compiled.diagnostics, ...found];
  };
  const diagnostics = await apply(options.template);
  const traces: RequestTrace[] = [];
  const server = createApiServer({
    world,
    services,
    ...(options.identities && { identities: options.identities }),
    onRequest: (trace) => {
      if (options.keep === false && traces.length >= 100) traces.length = 0;
      traces.push(trace);
    },
  });
  const port = await server.listen(0);
  return {
    port,
    clock,
    diagnostics,
    services,
    traces,
    invocations,
    apply,
    send: (request) => send(port, request, traces),
    stop: () => server.stop(),
  };
}

function createClock(): TestClock & { readonly after: World['after'] } {
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  const clock = {
    nowMs: Date.parse('2026-07-10T19:19:04.123Z'),
    after(delayMs: number, callback: () => void): () => void {
      const timer = { atMs: clock.nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms: number): void {
      clock.nowMs += ms;
      for (const timer of timers) {
        if (timer.atMs > clock.nowMs) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
  return clock;
}

function refuseS3(): Promise<never> {
  return Promise.reject(new Error('no test of the gateway calls s3'));
}

function unused(signingName: string): Services['ssm'] {
  const refuse = (): Promise<never> => Promise.reject(new Error(`no test of the gateway calls ${signingName}`));
  return { signingName, call: refuse, handle: refuse };
}

function inProcessLambda(
  functions: { readonly [name: string]: TestFunction },
  world: World,
  record: (invocation: { functionName: string; event: ProxyEvent; request: InvokeRequest }) => void,
): LambdaService {
  return {
    ...createLambda({ world, runtime: noRuntime }),
    getFunction: (functionName) => ({
      functionName,
      functionArn: functionName,
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      codeRoot: '/project',
      buildRoot: '/project',
      environment: {},
      timeoutSeconds: 3,
      memorySizeMb: 128,
      ephemeralStorageMb: 512,
      handlerAt: { file: 'template.yaml', line: 7, column: 1, length: 1 },
    }),
    functionNames: () => Object.keys(functions),
    async invoke(request): Promise<InvocationResult> {
      const functionName = /function:([^:]+)/.exec(request.functionName)?.[1] ?? request.functionName;
      const handler = Object.hasOwn(functions, functionName) ? functions[functionName] : undefined;
      if (functionName === 'denied') throw new ServiceError('AccessDeniedException', 'not authorized', 403);
      if (!handler) throw new ServiceError('ResourceNotFoundException', `Function not found: ${request.functionName}`, 404);
      const event = JSON.parse(request.payload.toString());
      record({ functionName, event, request });
      const trace = { functionName, requestId: world.uuid(), coldStart: false, durationMs: 1, awsCalls: [] };
      try {
        const result = await handler(event);
        return { payload: Buffer.from(JSON.stringify(result) ?? 'null'), trace, executedVersion: '$LATEST', logTail: '' };
      } catch (error) {
        const thrown = error instanceof Error ? error : new Error(String(error));
        const payload = Buffer.from(JSON.stringify({ errorType: thrown.name, errorMessage: thrown.message, trace: [] }));
        return {
          payload,
          functionError: 'Unhandled',
          trace: { ...trace, error: { errorType: thrown.name, message: thrown.message } },
          executedVersion: '$LATEST',
          logTail: '',
        };
      }
    },
  };
}

function send(port: number, { method = 'GET', path, headers = {}, body }: TestRequest, traces: readonly RequestTrace[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: headers as Record<string, string | string[]>, agent: false },
      (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', reject);
        message.on('end', () => {
          const whole = Buffer.concat(chunks);
          const trace = traces.find((it) => it.requestId === message.headers['x-amzn-requestid']) ?? traces.at(-1);
          if (!trace) return reject(new Error('the request left no trace'));
          const flat = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
          resolve({
            status: message.statusCode ?? 0,
            headers: flat,
            rawHeaders: message.rawHeaders,
            body: whole,
            text: whole.toString('utf8'),
            trace,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The URI of a Lambda integration. */
export function lambdaUri(functionName: string): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${functionName}/invocations`;
}

/** A template whose API has the given OpenAPI paths and one stage; each route is `METHOD /path` to a function's name or an operation. */
export function apiTemplate(
  routes: { readonly [route: string]: string | object },
  more: { readonly body?: object; readonly api?: object; readonly stage?: object; readonly resources?: object } = {},
): string {
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, target] of Object.entries(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: typeof target === 'string' ? lambdaUri(target) : '' };
    const member = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
    paths[path] = { ...paths[path], [member]: typeof target === 'string' ? { 'x-amazon-apigateway-integration': integration } : target };
  }
  return JSON.stringify(
    {
      Resources: {
        Api: {
          Type: 'AWS::ApiGateway::RestApi',
          Properties: { Name: 'api', Body: { swagger: '2.0', info: { title: 'api' }, paths, ...more.body }, ...more.api },
        },
        ...more.resources,
        Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
        Stage: {
          Type: 'AWS::ApiGateway::Stage',
          Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'test', ...more.stage },
        },
      },
    },
    undefined,
    2,
  );
}

/** Nothing runs in a process here: `invoke` answers by itself. */
const noRuntime: LambdaRuntime = {
  putFunction: () => undefined,
  deleteFunction: () => undefined,
  invoke: () => Promise.reject(new Error('no function runs here')),
  invokeWithResponseStream: () => Promise.reject(new Error('no function runs here')),
  warmUp: async () => [],
  reload: () => undefined,
  ownerOf: () => undefined,
  recordAwsCall: () => undefined,
  stop: async () => undefined,
};
