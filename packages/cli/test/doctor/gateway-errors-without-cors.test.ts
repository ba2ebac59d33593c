// Which of the gateway's own errors the finding names: those whose default response lacks the header, and no other.
import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const statuses = { DEFAULT_4XX: '401, 403, 413 and 429', DEFAULT_5XX: '500, 502 and 504' };

const serverless = (withCors: string): string => `
service: shop
provider: { name: aws, runtime: nodejs24.x }
functions:
  orders:
    handler: handler.handler
    events: [{ http: { path: /orders, method: get, cors: true } }]
resources:
  Resources:
    Errors:
      Type: AWS::ApiGateway::GatewayResponse
      Properties:
        RestApiId: !Ref ApiGatewayRestApi
        ResponseType: ${withCors}
        ResponseParameters: { gatewayresponse.header.Access-Control-Allow-Origin: "'*'" }
`;

test.each([
  ['DEFAULT_5XX', 'DEFAULT_4XX'],
  ['DEFAULT_4XX', 'DEFAULT_5XX'],
] as const)('with %s alone, %s is missing', async (withCors, without) => {
  const findings = await judge({
    'handler.js':
      "exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://shop.example' }, body: '' });",
    'serverless.yml': serverless(withCors),
  });
  expect(findings.find(({ rule }) => rule === 'GATEWAY_ERRORS_WITHOUT_CORS')).toMatchObject({
    message: `"ApiGatewayRestApi" answers ${statuses[without]} by itself, without CORS headers: a browser reports them all as a CORS error.`,
    hint: `Add a gateway response ${without} that sets Access-Control-Allow-Origin (SAM: GatewayResponses of the API).`,
  });
});
