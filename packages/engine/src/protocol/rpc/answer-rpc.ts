import type { AwsRequest, AwsResponse } from '../aws-service.ts';
import { refuseOperation } from '../refuse-service.ts';
import { ServiceError } from '../service-error.ts';
import { readCredential } from '../sigv4.ts';
import { cborWire } from './cbor-wire.ts';
import { jsonWire } from './json-wire.ts';
import { queryWire } from './query-wire.ts';
import type { RpcDialect, RpcService } from './rpc-service.ts';
import type { Exchange, Wire } from './wire.ts';

/** Answers one request in the protocol that it speaks. Never rejects for a caller's mistake; an operation that is not there is refused by name. */
export async function answerRpc<Service>(rpc: RpcService<Service>, request: AwsRequest): Promise<AwsResponse> {
  const spoken = wiresOf(rpc).find((wire) => wire.operationOf(request, rpc) !== undefined);
  const name = spoken?.operationOf(request, rpc);
  const operation = (await rpc.operations()).find((it) => it.name === name);
  if (!spoken || name === undefined || !operation) return refuseOperation(rpc.signingName, request);
  const exchange: Exchange = { operation: name, service: rpc, request, requestId: request.requestId };
  const requestId = { 'x-amzn-requestid': request.requestId };
  let resource: string | undefined;
  try {
    const input = await spoken.read(request);
    resource = rpc.resourceOf?.(input);
    const call = {
      requestId: request.requestId,
      accessKeyId: readCredential(headerOf(request, 'authorization'), request.url)?.accessKeyId,
      traceHeader: headerOf(request, 'x-amzn-trace-id'),
    };
    const { headers, body } = await spoken.write(await operation.run(rpc.service, input, call), exchange);
    return { status: 200, headers: { ...headers, ...requestId }, body, operation: name, resource };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const code = rpc.queryErrorCode?.(error);
    const { headers, body } = await spoken.refuse({ error, code }, exchange);
    const fault = error.status < 500 ? 'Sender' : 'Receiver';
    return {
      status: error.status,
      headers: {
        ...headers,
        ...requestId,
        ...(code !== undefined && spoken !== queryWire && { 'x-amzn-query-error': `${code};${fault}` }),
      },
      body,
      operation: name,
      resource,
      error: error.message === '' ? error.code : `${error.code}: ${error.message}`,
    };
  }
}

function headerOf({ headers }: AwsRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

function wiresOf({ json, query, cbor }: RpcDialect): readonly Wire[] {
  return [...(cbor ? [cborWire] : []), ...(json ? [jsonWire] : []), ...(query ? [queryWire] : [])];
}
