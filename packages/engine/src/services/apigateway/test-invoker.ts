/** Runs a part of an API as it stands, outside every stage: what the control plane's test operations ask the gateway for. */
export interface TestInvoker {
  method(test: TestInvocation & { readonly resourceId: string; readonly httpMethod: string }): Promise<TestedMethod>;
  authorizer(test: TestInvocation & { readonly authorizerId: string }): Promise<TestedAuthorizer>;
}

export interface TestInvocation {
  readonly restApiId: string;
  /** Path and query string; undefined is the resource's own path. */
  readonly pathWithQueryString: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly stageVariables: { readonly [name: string]: string };
}

export interface TestedMethod {
  readonly status: number;
  readonly body: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly log: string;
  readonly latencyMs: number;
}

export interface TestedAuthorizer {
  readonly clientStatus: number;
  readonly log: string;
  readonly latencyMs: number;
  readonly principalId?: string | undefined;
  /** Its JSON. */
  readonly policy?: string | undefined;
  readonly authorization?: { readonly [name: string]: readonly string[] } | undefined;
  readonly claims?: { readonly [name: string]: string } | undefined;
}
