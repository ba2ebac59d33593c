import type { Deployment, Integration, Method, Resource, RestApi, Stage } from '../../services/apigateway/rest-api.ts';
import type { AccessLogFormat } from '../access-log-format.ts';
import type { Block } from '../velocity/syntax.ts';
import type { Limit } from './limit.ts';
import type { ExecutionLogging } from './method-setting.ts';
import type { ModelSchemas } from './model-schemas.ts';
import type { ResponseCache } from './response-cache.ts';

/** A stage as requests see it: its deployment's frozen API, made ready. */
export interface ServedStage {
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly api: RestApi;
  /** Members of the request context that this stage gives, as JSON without braces. */
  readonly contextText: string;
  /** The event's `stageVariables` as JSON: null when there are none. */
  readonly stageVariablesText: string;
  readonly isBinary: (mediaType: string) => boolean;
  /** Of a stage with a canary: whether this is the canary's side. */
  readonly isCanaryRequest: 'true' | 'false' | undefined;
  readonly accessLog: AccessLogFormat | undefined;
  readonly schemas: ModelSchemas;
  /** What is kept of answers, as long as the stage stays as it is. */
  readonly cache: ResponseCache;
  /** Mapping templates that were used, parsed, by their text. */
  readonly templates: Map<string, Block>;
}

/** A method of a stage, with what can be known of it before the first request. */
export interface RestRoute {
  readonly stage: Stage;
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
  readonly integration: Integration;
  /** The integration's URI with the stage's variables in it, and the function that it names, if any. */
  readonly uri: string;
  readonly functionName: string | undefined;
  /** Members of the request context that this resource gives, as JSON without braces. */
  readonly contextText: string;
  /** How it is logged; undefined when it is not. */
  readonly executionLogging: ExecutionLogging | undefined;
  /** Seconds its answers are kept in the stage's cache; 0 when they are not. */
  readonly cacheTtlSeconds: number;
  /** With what its keys in the cache begin, as long as the request's method is the route's. */
  readonly cachePlace: string;
  /** Throttles by usage plan, or by stage for callers without one, and API key id: learnt as callers come; a plan that changes is another. */
  readonly limits: WeakMap<object, Map<string, readonly Limit[]>>;
}
