/** The ARN of a function of a test. */
export function functionArn(functionName: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`;
}

export interface HttpApiParts {
  /** Properties of the API. */
  readonly api?: object;
  /** Properties of the stage; undefined StageName is $default. */
  readonly stage?: object;
  /** Properties of every integration. */
  readonly integration?: object;
  /** Properties of every route. */
  readonly route?: object;
  readonly resources?: object;
}

/** A template whose API has the given routes, each to a function's name or to the properties of an integration; one stage that deploys itself. */
export function httpApiTemplate(routes: { readonly [routeKey: string]: string | object }, parts: HttpApiParts = {}): string {
  const Resources: Record<string, object> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP', ...parts.api } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true, ...parts.stage },
    },
    ...parts.resources,
  };
  for (const [index, [routeKey, target]] of Object.entries(routes).entries()) {
    const properties =
      typeof target === 'string'
        ? { IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn(target), PayloadFormatVersion: '2.0' }
        : target;
    Resources[`Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, ...properties, ...parts.integration },
    };
    Resources[`Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: routeKey,
        Target: { 'Fn::Sub': `integrations/\${Integration${index}}` },
        ...parts.route,
      },
    };
  }
  return JSON.stringify({ Resources }, undefined, 2);
}
