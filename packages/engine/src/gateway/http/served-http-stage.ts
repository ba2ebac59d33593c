import type { Throttle } from '../../services/apigateway/rest-api.ts';
import type { Authorizer, Deployment, HttpApi, Integration, Route, Stage } from '../../services/apigatewayv2/http-api.ts';
import type { AccessLogFormat } from '../access-log-format.ts';
import type { Cors } from '../cors.ts';

/** A stage as requests see it: its deployment's frozen API, made ready. */
export interface ServedHttpStage {
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly api: HttpApi;
  /** `/NAME` of a named stage, empty for $default: it is part of the event's paths. */
  readonly prefix: string;
  readonly domainName: string;
  /** The event's member `stageVariables` of payload 2.0 with a comma before it; empty when there are none. */
  readonly stageVariablesText: string;
  readonly cors: Cors | undefined;
  readonly accessLog: AccessLogFormat | undefined;
}

/** A route of a stage, with what can be known of it before the first request. */
export interface HttpRoute {
  readonly stage: Stage;
  readonly api: HttpApi;
  readonly route: Route;
  /** `ANY`, `GET`; undefined of $default. */
  readonly method: string | undefined;
  /** `/users/{id}`; undefined of $default. */
  readonly path: string | undefined;
  readonly integration: Integration | undefined;
  readonly authorizer: Authorizer | undefined;
  readonly throttle: Throttle;
}
