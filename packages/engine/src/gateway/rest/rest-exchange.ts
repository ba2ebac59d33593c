import type { UsagePlan } from '../../services/apigateway/rest-api.ts';
import type { KnownCredential } from '../../services/known-credential.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import type { VelocityValue } from '../velocity/values.ts';
import { type ReceivedRequest, RestRequest } from './rest-request.ts';
import type { RestRoute } from './served-stage.ts';

/** What an authorizer found out about the caller: `requestContext.authorizer`, and the key for usage plans. */
export interface AuthorizerResult {
  readonly context: { readonly [name: string]: unknown };
  readonly usageIdentifierKey: string | undefined;
  /** Its JSON, when an authorizer answered with one. */
  readonly policy?: string | undefined;
}

/** What goes to an integration. */
export interface IntegrationRequest {
  readonly httpMethod: string;
  readonly uri: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, MappedHeader>;
  readonly body: Buffer | string;
}

export interface MappedHeader {
  readonly name: string;
  readonly values: readonly string[];
}

/** What an integration answered, before it is mapped. */
export interface IntegrationResponse {
  readonly statusCode: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, MappedHeader>;
  readonly body: Buffer | string;
  /** What selection patterns are matched with; undefined takes the default response. */
  readonly selectionValue: string | undefined;
  /** What follows `body`, as it comes. */
  readonly stream?: IntegrationStream | undefined;
}

export interface IntegrationStream {
  readonly pieces: AsyncIterable<Buffer>;
  /** For who will not read it. */
  cancel(): void;
}

/** A request that has found its method, on its way through the pipeline. */
export class RestExchange extends RestRequest {
  readonly route: RestRoute;
  readonly #pathParameters: { readonly [name: string]: string } | null;
  authorizer: AuthorizerResult | undefined;
  /** Of the call to a Lambda authorizer, when there was one. */
  authorizerRequestId: string | undefined;
  /** Who signed the request, when the method asks for AWS_IAM. */
  caller: KnownCredential | undefined;
  /** The plan of the caller's API key, when the method requires one. */
  usagePlan: UsagePlan | undefined;
  apiKey: { readonly id: string; readonly value: string } | undefined;
  /** Until the answer was there; of a stream, until it was over. */
  integrationLatencyMs: number | undefined;
  /** Of a stream: until the integration had sent its headers, and its first byte. */
  streamTimes: { readonly allHeadersMs: number; firstContentMs: number | undefined } | undefined;
  #integrationRequest: IntegrationRequest | undefined;
  #integrationResponse: IntegrationResponse | undefined;
  #answer: GatewayAnswer | undefined;
  /** Headers that the answer gets whatever it says itself: names and values in turn. */
  extraHeaders: readonly string[] | undefined;
  /** `$context` as the mapping templates have left it. */
  templateContext: Map<string, VelocityValue> | undefined;

  constructor(received: ReceivedRequest, route: RestRoute, pathParameters: { readonly [name: string]: string } | null) {
    super(received);
    this.route = route;
    this.#pathParameters = pathParameters;
  }

  override get pathParameters(): { readonly [name: string]: string } | null {
    return this.#pathParameters;
  }

  /** What was made for the integration, when the request came so far. */
  get integrationRequestIfAny(): IntegrationRequest | undefined {
    return this.#integrationRequest;
  }

  get integrationRequest(): IntegrationRequest {
    if (!this.#integrationRequest) throw new Error('integrationRequest is read before mapIntegrationRequest has run');
    return this.#integrationRequest;
  }

  set integrationRequest(request: IntegrationRequest) {
    this.#integrationRequest = request;
  }

  get integrationResponse(): IntegrationResponse {
    if (!this.#integrationResponse) throw new Error('integrationResponse is read before callIntegration has run');
    return this.#integrationResponse;
  }

  set integrationResponse(response: IntegrationResponse) {
    this.#integrationResponse = response;
  }

  /** The request id of the function that the integration has called. */
  get endpointRequestId(): string | undefined {
    return this.integrationLatencyMs === undefined ? undefined : this.trace.invocation?.requestId;
  }

  /** What the integration answered, when it has been called. */
  get integrationStatus(): number | undefined {
    return this.#integrationResponse?.statusCode;
  }

  get answer(): GatewayAnswer {
    if (!this.#answer) throw new Error('answer is read before mapIntegrationResponse has run');
    return this.#answer;
  }

  set answer(answer: GatewayAnswer) {
    this.#answer = answer;
  }
}
