import type { FunctionUrl } from '../services/lambda/lambda.ts';
import type { Services } from '../services/services.ts';
import type { RequestTrace } from '../trace/trace.ts';
import { createFunctionUrlGateway } from './function-url/function-url-gateway.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { firstSegment, type GatewayAnswer, type GatewayRequest } from './gateway-request.ts';
import { createHttpGateway } from './http/http-gateway.ts';
import { createRestGateway } from './rest/rest-gateway.ts';

/** Whose a request is: what answers it, and in whose words it is refused. */
export interface GatewayTarget {
  readonly kind: 'REST' | 'HTTP' | 'FUNCTION_URL';
  /** At once, when nothing has to be waited for. */
  answer(request: GatewayRequest, trace: RequestTrace): GatewayAnswer | Promise<GatewayAnswer>;
}

/** Every API and function URL behind the one port. */
export interface Gateways {
  /** @param path as sent, without the query string */
  targetOf(host: string | undefined, path: string): GatewayTarget;
}

const apiHost = /^([a-z0-9]{10})\.execute-api\./i;
const urlHost = /^([a-z0-9]+)\.lambda-url\./i;
const apiAddress = /^\/_aws\/execute-api\/([^/]+)(\/.*)?$/s;
const urlAddress = /^\/_aws\/lambda-url\/([^/]+)(\/.*)?$/s;

/** Whose the paths are that say neither by host nor by `/_aws/` which API they are for. */
interface RootTable {
  /** By the name of a stage: a REST API, or the one HTTP API that has such a stage. */
  readonly named: ReadonlyMap<string, 'REST' | { readonly apiId: string }>;
  /** The one HTTP API with a $default stage. */
  readonly byDefault: { readonly apiId: string } | undefined;
  readonly hasRest: boolean;
  /** The first stage of HTTP APIs, and whether there is no other. */
  readonly onlyHttp: { readonly apiId: string; readonly stageName: string; readonly isAlone: boolean } | undefined;
}

/** The table as things stand, made anew when a stage has changed. */
function rootTables({ apigateway, apigatewayv2 }: Services): () => RootTable {
  let table: RootTable | undefined;
  let restRevision = -1;
  let httpRevision = -1;
  return () => {
    if (table && apigateway.revision === restRevision && apigatewayv2.revision === httpRevision) return table;
    table = rootTableOf(apigateway.stages(), apigatewayv2.stages());
    // To ask for stages may deploy what was edited, which is a change too.
    restRevision = apigateway.revision;
    httpRevision = apigatewayv2.revision;
    return table;
  };
}

interface StageNames {
  readonly stageName: string;
}

function rootTableOf(rest: readonly StageNames[], http: readonly (StageNames & { readonly apiId: string })[]): RootTable {
  const named = new Map<string, 'REST' | { readonly apiId: string }>();
  for (const stage of http) {
    const isUnique = http.every((it) => it === stage || it.stageName !== stage.stageName);
    if (isUnique && stage.stageName !== '$default') named.set(stage.stageName, stage);
  }
  for (const { stageName } of rest) named.set(stageName, 'REST');
  const defaults = http.filter((it) => it.stageName === '$default');
  const [first] = http;
  return {
    named,
    byDefault: defaults.length === 1 ? defaults[0] : undefined,
    hasRest: rest.length > 0,
    onlyHttp: first && { apiId: first.apiId, stageName: first.stageName, isAlone: http.length === 1 },
  };
}

/**
 * Chooses by host, `{apiId}.execute-api.localhost` or `{urlId}.lambda-url.localhost`; by path, `/_aws/execute-api/{apiId}/...` or
 * `/_aws/lambda-url/{urlId}/...`; by a stage's name when one API alone has such a stage. What is left belongs to the one HTTP API with a
 * $default stage, whose paths begin at the root; or to the only stage, or the only function URL, that there is.
 */
export function createGateways(parts: GatewayParts): Gateways {
  const { services } = parts;
  const rest = createRestGateway(parts);
  const http = createHttpGateway(parts);
  const functionUrl = createFunctionUrlGateway(parts);
  const restTarget: GatewayTarget = { kind: 'REST', answer: (request, trace) => rest.answer(request, trace) };
  const httpTarget = (apiId: string, path: string): GatewayTarget => ({
    kind: 'HTTP',
    answer: (request, trace) => http.answer(apiId, path, request, trace),
  });
  const urlTarget = (url: FunctionUrl | undefined, path: string): GatewayTarget => ({
    kind: 'FUNCTION_URL',
    answer: (request, trace) => functionUrl.answer(url, path, request, trace),
  });
  const urlOf = (urlId: string): FunctionUrl | undefined => services.lambda.functionUrls().find((it) => it.urlId === urlId.toLowerCase());
  const rootTable = rootTables(services);
  const atRoot = (path: string): GatewayTarget => {
    const { named, byDefault, hasRest, onlyHttp } = rootTable();
    const owner = named.get(firstSegment(path)) ?? byDefault;
    if (owner !== undefined) return owner === 'REST' ? restTarget : httpTarget(owner.apiId, path);
    if (hasRest) return restTarget;
    if (onlyHttp) {
      const { apiId, stageName, isAlone } = onlyHttp;
      return httpTarget(apiId, isAlone ? `/${stageName}${path.startsWith('/') ? path : `/${path}`}` : path);
    }
    const urls = services.lambda.functionUrls();
    return urls.length === 1 ? urlTarget(urls[0], path) : restTarget;
  };
  return {
    targetOf(host = '', path) {
      const urlId = urlHost.exec(host)?.[1];
      if (urlId !== undefined) return urlTarget(urlOf(urlId), path);
      const apiId = apiHost.exec(host)?.[1]?.toLowerCase();
      if (apiId !== undefined) return services.apigatewayv2.apis.has(apiId) ? httpTarget(apiId, path) : restTarget;
      if (!path.startsWith('/_aws/')) return atRoot(path);
      const [, ofApi = '', belowApi = '/'] = apiAddress.exec(path) ?? [];
      if (services.apigatewayv2.apis.has(ofApi)) return httpTarget(ofApi, belowApi);
      const [, ofUrl, belowUrl = '/'] = urlAddress.exec(path) ?? [];
      if (ofUrl !== undefined) return urlTarget(urlOf(ofUrl), belowUrl);
      return ofApi === '' ? atRoot(path) : restTarget;
    },
  };
}
