import type { ApiGatewayService } from './apigateway/apigateway.ts';
import type { ApiGatewayV2Service } from './apigatewayv2/apigatewayv2.ts';
import type { CloudWatchService } from './cloudwatch/cloudwatch.ts';
import type { DynamoDbService } from './dynamodb/dynamodb.ts';
import type { EventsService } from './events/events.ts';
import type { IamService } from './iam/iam.ts';
import type { KmsService } from './kms/kms.ts';
import type { LambdaService } from './lambda/lambda.ts';
import type { LogsService } from './logs/logs.ts';
import type { S3Service } from './s3/s3.ts';
import type { SchedulerService } from './scheduler/scheduler.ts';
import type { SecretsManagerService } from './secretsmanager/secretsmanager.ts';
import type { SnsService } from './sns/sns.ts';
import type { SqsService } from './sqs/sqs.ts';
import type { SsmService } from './ssm/ssm.ts';

/** How the stack, the gateway and the services themselves reach a service: as its users do, by AWS's operations. */
export interface Services {
  readonly apigateway: ApiGatewayService;
  readonly apigatewayv2: ApiGatewayV2Service;
  readonly cloudwatch: CloudWatchService;
  readonly dynamodb: DynamoDbService;
  readonly events: EventsService;
  readonly iam: IamService;
  readonly kms: KmsService;
  readonly lambda: LambdaService;
  readonly logs: LogsService;
  readonly s3: S3Service;
  readonly scheduler: SchedulerService;
  readonly secretsmanager: SecretsManagerService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly ssm: SsmService;
}
