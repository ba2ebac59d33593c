import type { ApiGatewayService } from './apigateway/apigateway.ts';
import type { ApiGatewayV2Service } from './apigatewayv2/apigatewayv2.ts';
import type { DynamoDbService } from './dynamodb/dynamodb.ts';
import type { LambdaService } from './lambda/lambda.ts';
import type { SsmService } from './ssm/ssm.ts';

/** How the stack, the gateway and the services themselves reach a service: as its users do, by AWS's operations. */
export interface Services {
  readonly apigateway: ApiGatewayService;
  readonly apigatewayv2: ApiGatewayV2Service;
  readonly dynamodb: DynamoDbService;
  readonly lambda: LambdaService;
  readonly ssm: SsmService;
}
