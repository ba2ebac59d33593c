import type { FunctionUrl } from '../services/lambda/lambda.ts';
import type { RequestTrace } from '../trace/trace.ts';
import { createFunctionUrlGateway } from './function-url/function-url-gateway.ts';
import type { GatewayParts } from './gateway-parts.ts';
import type { GatewayAnswer, GatewayRequest } from './gateway-request.ts';
import { createHttpGateway } from './http/http-gateway.ts';
import { createRestGateway } from './rest/rest-gateway.ts';

/** Whose a request is: what answers it, and in whose words it is refused. */
export interface GatewayTarget {
  readonly kind: 'REST' | 'HTTP' | 'FUNCTION_URL';
  answer(request: GatewayRequest, trace: RequestTrace): Promise<GatewayAnswer>;
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
  const atRoot = (path: string): GatewayTarget => {
    const httpStages = services.apigatewayv2.stages();
    const restStages = services.apigateway.stages();
    const name = /^\/+([^/]*)/.exec(path)?.[1] ?? '';
    const namedHttp = httpStages.filter((it) => it.stageName === name && name !== '$default');
    const namedRest = restStages.filter((it) => it.stageName === name);
    const [named] = namedHttp;
    if (named && namedHttp.length === 1 && namedRest.length === 0) return httpTarget(named.apiId, path);
    if (namedRest.length > 0) return restTarget;
    const [byDefault, ...others] = httpStages.filter((it) => it.stageName === '$default');
    if (byDefault && others.length === 0) return httpTarget(byDefault.apiId, path);
    if (restStages.length > 0) return restTarget;
    const [only] = httpStages;
    if (only)
      return httpTarget(only.apiId, httpStages.length === 1 ? `/${only.stageName}${path.startsWith('/') ? path : `/${path}`}` : path);
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
