import type { AwsRequest } from '../aws-service.ts';
import type { ServiceError } from '../service-error.ts';
import type { RpcDialect, RpcOutput } from './rpc-service.ts';

/** What an answer depends on beside its content. */
export interface Exchange {
  readonly operation: string;
  readonly service: RpcDialect;
  readonly request: AwsRequest;
  readonly requestId: string;
}

export interface Refused {
  readonly error: ServiceError;
  /** The code of the query protocol, where the service has another one for it. */
  readonly code: string | undefined;
}

export interface WireAnswer {
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer | string;
}

/** One of AWS's protocols for operations called by name. */
export interface Wire {
  /** The operation that the request names in this protocol; undefined when it does not speak it. */
  operationOf(request: AwsRequest, service: RpcDialect): string | undefined;
  /** The input, for a shape to read. @throws ServiceError SerializationException */
  read(request: AwsRequest): unknown | Promise<unknown>;
  write(output: RpcOutput, exchange: Exchange): WireAnswer | Promise<WireAnswer>;
  refuse(refused: Refused, exchange: Exchange): WireAnswer | Promise<WireAnswer>;
}
