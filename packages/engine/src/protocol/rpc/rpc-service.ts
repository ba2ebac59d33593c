import { ServiceError } from '../service-error.ts';
import { type Shape, throwProblems } from '../shape.ts';

/** What an operation knows of the call beside its input. */
export interface RpcCall {
  readonly requestId: string;
  /** Of the caller's signature; undefined when it is unsigned. */
  readonly accessKeyId: string | undefined;
  /** `X-Amzn-Trace-Id`, with which the request is one of a trace. */
  readonly traceHeader?: string | undefined;
}

/**
 * An answer before it is put on a wire: numbers, texts, booleans, `Date` for timestamps, `Uint8Array` for blobs, arrays for lists,
 * `Map` for maps of AWS's model and objects for its structures. Undefined members are left out.
 */
export type RpcOutput = object | undefined;

export interface RpcOperation<Service> {
  readonly name: string;
  /** @throws ServiceError as AWS refuses */
  run(service: Service, wire: unknown, call: RpcCall): Promise<RpcOutput>;
}

/** An operation: the request's shape is read and checked before `run` sees it. */
export function rpcOperation<Service, Input>(
  name: string,
  input: Shape<Input>,
  run: (service: Service, input: Input, call: RpcCall) => RpcOutput | Promise<RpcOutput>,
): RpcOperation<Service> {
  return {
    name,
    async run(service, wire, call) {
      const request = input.read(wire, 'value');
      const problems: string[] = [];
      input.check(request, '', problems);
      throwProblems(problems);
      return await run(service, request, call);
    },
  };
}

/** How a service whose operations are called by name is spoken to. At least one of `json`, `query` and `cbor`. */
export interface RpcDialect {
  readonly signingName: string;
  /** AWS JSON 1.0 and 1.1. */
  readonly json?: {
    /** What stands before the operation in X-Amz-Target: `AmazonSSM`. */
    readonly targetPrefix: string;
    /** What stands before the exception in `__type`, with its `#`; nothing for most services. */
    readonly exceptionPackage?: string;
    /** How the service spells the member with an exception's text; `message` without it. */
    readonly messageMember?: 'message' | 'Message';
  };
  /** AWS query. */
  readonly query?: {
    /** `http://sns.amazonaws.com/doc/2010-03-31/`. */
    readonly xmlNamespace: string;
    /** What an operation's answer in JSON has as null where there is nothing. */
    readonly nulls?: { readonly [operation: string]: object };
  };
  /** Smithy RPC v2 CBOR. */
  readonly cbor?: {
    /** As the path has it: `GraniteServiceVersion20100801`. */
    readonly serviceName: string;
    /** `com.amazonaws.cloudwatch#`. */
    readonly exceptionPackage: string;
  };
  /** The code of a service that once spoke the query protocol, `AWS.SimpleQueueService.NonExistentQueue`; its clients look for it. */
  queryErrorCode?(error: ServiceError): string | undefined;
  /** What a request is about, for its trace. */
  resourceOf?(input: unknown): string | undefined;
}

export interface RpcService<Service> extends RpcDialect {
  readonly service: Service;
  /** Loaded with the first call. */
  operations(): Promise<readonly RpcOperation<Service>[]>;
}

/** Runs one operation without the wire, for callers within the engine. @throws ServiceError as AWS answers */
export async function callRpc<Service>(
  { service, operations }: RpcService<Service>,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const found = (await operations()).find(({ name }) => name === operation);
  if (!found) throw new ServiceError('UnknownOperationException', `There is no operation ${operation}.`);
  return { ...(await found.run(service, input, { requestId: '', accessKeyId: undefined })) };
}

/** The input cannot be read as the protocol asks. */
export function unreadable(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}
