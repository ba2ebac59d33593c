import type { Deployment, Integration, Method, Resource, RestApi, Stage } from '../../services/apigateway/rest-api.ts';
import type { AccessLogFormat } from '../access-log-format.ts';
import type { Block } from '../velocity/syntax.ts';
import type { Limit } from './limit.ts';
import type { ModelSchemas } from './model-schemas.ts';

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
  /** Members of the request context that this resource gives, as JSON without braces. */
  readonly contextText: string;
  /** Throttles by API key id, learnt as callers come; routes are made anew whenever a plan or a stage changes. */
  readonly limits: Map<string, readonly Limit[]>;
}
