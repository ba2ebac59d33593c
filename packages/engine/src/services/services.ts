import type { ApiGatewayService } from './apigateway/apigateway.ts';
import type { DynamoDbService } from './dynamodb/dynamodb.ts';
import type { LambdaService } from './lambda/lambda.ts';
import type { SsmService } from './ssm/ssm.ts';

/** How the stack, the gateway and the services themselves reach a service: as its users do, by AWS's operations. */
export interface Services {
  readonly apigateway: ApiGatewayService;
  readonly dynamodb: DynamoDbService;
  readonly lambda: LambdaService;
  readonly ssm: SsmService;
}
