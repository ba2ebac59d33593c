/** A project to judge: the text of handler.js, or several files by name. */
export type Sample = string | { readonly [file: string]: string };

/** What a rule must name, and what it must let pass. No sample is from the article: the rule is tested, not the example. */
export interface RuleRows {
  readonly rule: string;
  readonly faulty: readonly Sample[];
  readonly fine: readonly Sample[];
}

/** A serverless.yml with one function `api` behind the given events, and whatever else is asked for. */
export function serverless(parts: { events?: string; provider?: string; fn?: string; rest?: string } = {}): string {
  const indented = (text: string | undefined, by: number): string => (text ? `${text.replace(/^/gm, ' '.repeat(by))}\n` : '');
  return [
    'service: shop\nprovider:\n  name: aws\n  runtime: nodejs22.x\n',
    indented(parts.provider, 2),
    'functions:\n  api:\n    handler: handler.handler\n',
    indented(parts.fn, 4),
    '    events:\n',
    indented(parts.events ?? '- http: GET /orders', 6),
    parts.rest ?? '',
  ].join('');
}

/** A CloudFormation template, compiled already: one function `Api` behind an HTTP API. */
export function httpApi(cors = false): string {
  return JSON.stringify({
    Resources: {
      Api: {
        Type: 'AWS::Lambda::Function',
        Properties: { Handler: 'handler.handler', Runtime: 'nodejs24.x', Role: 'arn:aws:iam::123456789012:role/own' },
      },
      Gateway: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { ProtocolType: 'HTTP', ...(cors && { CorsConfiguration: { AllowOrigins: ['https://shop.example'] } }) },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId: { Ref: 'Gateway' }, IntegrationUri: { 'Fn::GetAtt': ['Api', 'Arn'] } },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Gateway' },
          RouteKey: 'GET /orders',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        },
      },
    },
  });
}
