/** API Gateway's REST APIs: what the control plane keeps, and the frozen deployments that the gateway serves. */
export interface ApiGatewayService {
  readonly restApis: ReadonlyMap<string, unknown>;
}
