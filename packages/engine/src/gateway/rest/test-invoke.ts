import { ServiceError } from '../../protocol/service-error.ts';
import { snapshotOf } from '../../services/apigateway/editable-rest-api.ts';
import type { Stage } from '../../services/apigateway/rest-api.ts';
import type { TestedAuthorizer, TestedMethod, TestInvocation, TestInvoker } from '../../services/apigateway/test-invoker.ts';
import type { RequestTrace } from '../../trace/trace.ts';
import { Deadlines } from '../deadlines.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from '../gateway-request.ts';
import { RequestHeaders } from '../request-headers.ts';
import { runSteps } from '../step.ts';
import { authorizeByUserPool } from './authorizers/cognito-authorizer.ts';
import { authorizeByLambda } from './authorizers/lambda-authorizer.ts';
import { compileRoute, compileStage } from './compile-stage.ts';
import { gatewayResponseFor } from './gateway-response.ts';
import { restPipeline } from './pipeline.ts';
import { refusalOf } from './refusal-of.ts';
import type { AuthorizerResult } from './rest-exchange.ts';
import { RestExchange } from './rest-exchange.ts';
import { createRestMemory } from './rest-memory.ts';
import { httpMethodOf, type RestSurroundings } from './rest-request.ts';
import { TestLog } from './test-log.ts';

const stageName = 'test-invoke-stage';

/** A test has no caller: who asks for it may. @source "TestInvokeMethod": no authorization, no keys, no cache */
const guards = ['checkResourcePolicy', 'authorize', 'checkApiKey', 'throttle', 'readCache', 'writeCache'];

/**
 * Runs methods and authorizers for the control plane.
 * @source "TestInvokeMethod", "TestInvokeAuthorizer"; localstack's recordings of their logs
 */
export function createTestInvoker(parts: GatewayParts): TestInvoker {
  const { world } = parts;
  const surroundings: RestSurroundings = { ...parts, memory: createRestMemory(), deadlines: new Deadlines(world) };
  return {
    method: (test) => testMethod(surroundings, test),
    authorizer: (test) => testAuthorizer(surroundings, test),
  };
}

async function testMethod(
  surroundings: RestSurroundings,
  test: TestInvocation & { readonly resourceId: string; readonly httpMethod: string },
): Promise<TestedMethod> {
  const startedAt = performance.now();
  const exchange = exchangeOf(surroundings, test, test.resourceId, test.httpMethod);
  const log = new TestLog(surroundings.world, exchange);
  let answer: GatewayAnswer;
  try {
    await runSteps(
      restPipeline.filter((step) => !guards.includes(step.name) && step.applies(exchange.route)),
      exchange,
    );
    answer = exchange.answer;
    log.completed(answer);
  } catch (error) {
    const refusal = refusalOf(error);
    const { headers, body } = gatewayResponseFor(refusal, exchange);
    answer = { statusCode: refusal.statusCode, headers: without(headers, ['content-type']), body };
    log.failed(refusal);
  }
  return {
    status: answer.statusCode,
    body: answer.body.toString(),
    headers: without(answer.headers, ['x-amzn-requestid', 'x-amz-apigw-id', 'content-length', 'connection']),
    log: log.text(),
    latencyMs: Math.round(performance.now() - startedAt),
  };
}

async function testAuthorizer(
  surroundings: RestSurroundings,
  test: TestInvocation & { readonly authorizerId: string },
): Promise<TestedAuthorizer> {
  const startedAt = performance.now();
  const api = surroundings.services.apigateway.restApis.get(test.restApiId);
  const authorizer = api?.authorizers.get(test.authorizerId);
  if (!api || !authorizer) throw new ServiceError('NotFoundException', 'Invalid Authorizer identifier specified', 404);
  const exchange = exchangeOf(surroundings, test, api.rootResourceId, 'GET');
  const log = new TestLog(surroundings.world, exchange);
  const finished = (clientStatus: number, result?: AuthorizerResult): TestedAuthorizer => ({
    clientStatus,
    log: log.text(),
    latencyMs: Math.round(performance.now() - startedAt),
    ...(result && outputOf(result)),
  });
  try {
    const isPool = authorizer.type === 'COGNITO_USER_POOLS';
    const result = await (isPool
      ? authorizeByUserPool(exchange, authorizer)
      : authorizeByLambda(exchange, authorizer, 'policy is not judged'));
    log.authorized();
    return finished(0, result);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    log.failed(error);
    return finished(error.statusCode);
  }
}

function outputOf({ context, policy }: AuthorizerResult): Partial<TestedAuthorizer> {
  const { principalId, claims, integrationLatency: _, ...others } = context;
  if (typeof claims === 'object' && claims !== null) return { claims: Object.fromEntries(Object.entries(claims)) };
  const authorization = Object.entries(others).map(([name, value]) => [name, [String(value)]] as const);
  return {
    principalId: String(principalId),
    policy,
    ...(authorization.length > 0 && { authorization: Object.fromEntries(authorization) }),
  };
}

/** The exchange of a test, at its method whatever path it asks for. */
function exchangeOf(surroundings: RestSurroundings, test: TestInvocation, resourceId: string, httpMethod: string): RestExchange {
  const { world, services } = surroundings;
  const api = services.apigateway.restApis.get(test.restApiId);
  const resource = api?.resources.get(resourceId);
  if (!api || !resource) throw new ServiceError('NotFoundException', 'Invalid Resource identifier specified', 404);
  const stage = stageOf(surroundings, test);
  const compiled = compileStage(stage, world);
  const url = test.pathWithQueryString ?? resource.path;
  const path = pathOf(url.startsWith('/') ? url : `/${url}`);
  const request: GatewayRequest = {
    method: httpMethod === 'ANY' ? 'GET' : httpMethod,
    url,
    headers: new RequestHeaders(test.headers.flat()),
    body: Buffer.from(test.body),
    sourceIp: 'test-invoke-source-ip',
    port: 443,
    requestId: world.uuid(),
  };
  const trace: RequestTrace = {
    requestId: request.requestId,
    startedAtMs: world.now(),
    method: request.method,
    path,
    steps: [],
    notes: [],
  };
  const place = { stage: compiled, path, fullPath: path };
  const method = resource.resourceMethods.get(httpMethod);
  const route = compileRoute(stage, resource, method);
  const received = { surroundings, place, request, trace, httpMethod: httpMethodOf(request), requestTimeEpoch: world.now() };
  return new RestExchange(received, route, pathParametersOf(resource.path, path));
}

/** A stage that exists for one test: the API as it stands. */
function stageOf({ world, services }: RestSurroundings, { restApiId, stageVariables }: TestInvocation): Stage {
  const deployment = services.apigateway.editRestApi(restApiId, (api) =>
    snapshotOf(api, { id: stageName, createdAtMs: world.now() }, 'methods without integration may be'),
  );
  return {
    stageName,
    restApiId,
    deployment,
    variables: stageVariables,
    methodSettings: {},
    cacheClusterEnabled: false,
    accessLogFormat: undefined,
    canary: undefined,
    impliedByDeployment: false,
    declaredBy: stageName,
    source: deployment,
  };
}

/** The values that a path gives a resource's parameters; none when it is not the resource's path. */
function pathParametersOf(template: string, path: string): { readonly [name: string]: string } | null {
  const wanted = template.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(part) ?? [];
    const value = plus === '+' ? given.slice(index).join('/') : given[index];
    if (name === undefined ? part !== value : value === undefined || value === '') return null;
    if (name !== undefined && value !== undefined) parameters[name] = value;
    if (plus === '+') return parameters;
  }
  if (wanted.length !== given.length || Object.keys(parameters).length === 0) return null;
  return parameters;
}

function without(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, index) => !names.includes((headers[index - (index % 2)] ?? '').toLowerCase()));
}
