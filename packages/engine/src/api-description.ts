export interface RouteDescription {
  readonly method: string;
  readonly path: string;
  /** The function's name, or the integration's type where no function is called. */
  readonly target: string;
  /** What a request must pass first: `api key`, `authorizer NAME`, `AWS_IAM`, `validator NAME`. */
  readonly guards: readonly string[];
}

export interface ApiDescription {
  readonly apiId: string;
  readonly name: string;
  readonly url: string;
  readonly stages: readonly string[];
  readonly routes: readonly RouteDescription[];
}
