import { type Diagnostic } from '@gatewright/template';
import type { InvokeRequest, LambdaService } from '../../src/services/lambda/lambda.ts';
import type { Services } from '../../src/services/services.ts';
import type { RequestTrace } from '../../src/trace/trace.ts';
/** A function of a test: gets the event, gives the result; what it throws becomes AWS's error object. */
export type TestFunction = (event: ProxyEvent) => unknown;
/** As far as tests look at it; the rest by name. */
export interface ProxyEvent {
  readonly [member: string]: unknown;
}
export interface GatewayOptions {
  readonly template: string;
  /** By the function's name in the integration's URI. */
  readonly functions?: {
    readonly [name: string]: TestFunction;
  };
  readonly allowUnsupported?: boolean;
  /** Takes the place of `functions`. */
  readonly invoke?: LambdaService['invoke'];
  /** False forgets events and all but the last traces: for loads. */
  readonly keep?: boolean;
}
export interface Answer {
  readonly status: number;
  readonly headers: {
    readonly [name: string]: string;
  };
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
  readonly invocations: readonly {
    readonly functionName: string;
    readonly event: ProxyEvent;
    readonly request: InvokeRequest;
  }[];
  send(request: TestRequest): Promise<Answer>;
  apply(template: string): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}
export interface TestRequest {
  readonly method?: string;
  /** As it goes on the wire. */
  readonly path: string;
  readonly headers?: {
    readonly [name: string]: string | readonly string[];
  };
  readonly body?: string | Buffer;
}
/** A world whose clock stands until it is moved. */
export interface TestClock {
  nowMs: number;
  advance(ms: number): void;
}
/** API Gateway with the stack that provisions it, behind its real listener; functions are called in this process. */
export declare function startGateway(options: GatewayOptions): Promise<TestGateway>;
/** The URI of a Lambda integration. */
export declare function lambdaUri(functionName: string): string;
/** A template whose API has the given OpenAPI paths and one stage; each route is `METHOD /path` to a function's name or an operation. */
export declare function apiTemplate(
  routes: {
    readonly [route: string]: string | object;
  },
  more?: {
    readonly body?: object;
    readonly api?: object;
    readonly stage?: object;
    readonly resources?: object;
  },
): string;
