import { keptByName } from './kept-by-name.ts';
import type { ResourceProvider } from './resource-provider.ts';
import { awsApiGatewayAccount } from './resources/aws-apigateway-account.ts';
import { awsApiGatewayApiKey } from './resources/aws-apigateway-api-key.ts';
import { awsApiGatewayAuthorizer } from './resources/aws-apigateway-authorizer.ts';
import { awsApiGatewayDeployment } from './resources/aws-apigateway-deployment.ts';
import { awsApiGatewayGatewayResponse } from './resources/aws-apigateway-gateway-response.ts';
import { awsApiGatewayMethod } from './resources/aws-apigateway-method.ts';
import { awsApiGatewayModel } from './resources/aws-apigateway-model.ts';
import { awsApiGatewayRequestValidator } from './resources/aws-apigateway-request-validator.ts';
import { awsApiGatewayResource } from './resources/aws-apigateway-resource.ts';
import { awsApiGatewayRestApi } from './resources/aws-apigateway-rest-api.ts';
import { awsApiGatewayStage } from './resources/aws-apigateway-stage.ts';
import { awsApiGatewayUsagePlan } from './resources/aws-apigateway-usage-plan.ts';
import { awsApiGatewayUsagePlanKey } from './resources/aws-apigateway-usage-plan-key.ts';
import { awsApiGatewayV2Api } from './resources/aws-apigatewayv2-api.ts';
import { awsApiGatewayV2ApiGatewayManagedOverrides } from './resources/aws-apigatewayv2-api-gateway-managed-overrides.ts';
import { awsApiGatewayV2Authorizer } from './resources/aws-apigatewayv2-authorizer.ts';
import { awsApiGatewayV2Deployment } from './resources/aws-apigatewayv2-deployment.ts';
import { awsApiGatewayV2Integration } from './resources/aws-apigatewayv2-integration.ts';
import { awsApiGatewayV2Route } from './resources/aws-apigatewayv2-route.ts';
import { awsApiGatewayV2Stage } from './resources/aws-apigatewayv2-stage.ts';
import { awsCloudWatchAlarm } from './resources/aws-cloudwatch-alarm.ts';
import { awsCloudWatchCompositeAlarm } from './resources/aws-cloudwatch-composite-alarm.ts';
import { awsCloudWatchDashboard } from './resources/aws-cloudwatch-dashboard.ts';
import { awsDynamoDbGlobalTable } from './resources/aws-dynamodb-global-table.ts';
import { awsDynamoDbTable } from './resources/aws-dynamodb-table.ts';
import { awsEventsEventBus } from './resources/aws-events-event-bus.ts';
import { awsEventsEventBusPolicy } from './resources/aws-events-event-bus-policy.ts';
import { awsEventsRule } from './resources/aws-events-rule.ts';
import { awsIamAccessKey } from './resources/aws-iam-access-key.ts';
import { awsIamGroup } from './resources/aws-iam-group.ts';
import { awsIamManagedPolicy } from './resources/aws-iam-managed-policy.ts';
import { awsIamPolicy } from './resources/aws-iam-policy.ts';
import { awsIamRole } from './resources/aws-iam-role.ts';
import { awsIamUser } from './resources/aws-iam-user.ts';
import { awsKmsAlias } from './resources/aws-kms-alias.ts';
import { awsKmsKey } from './resources/aws-kms-key.ts';
import { awsLambdaAlias } from './resources/aws-lambda-alias.ts';
import { awsLambdaEventInvokeConfig } from './resources/aws-lambda-event-invoke-config.ts';
import { awsLambdaEventSourceMapping } from './resources/aws-lambda-event-source-mapping.ts';
import { awsLambdaFunction } from './resources/aws-lambda-function.ts';
import { awsLambdaLayerVersion } from './resources/aws-lambda-layer-version.ts';
import { awsLambdaPermission } from './resources/aws-lambda-permission.ts';
import { awsLambdaUrl } from './resources/aws-lambda-url.ts';
import { awsLambdaVersion } from './resources/aws-lambda-version.ts';
import { awsLogsLogGroup } from './resources/aws-logs-log-group.ts';
import { awsLogsLogStream } from './resources/aws-logs-log-stream.ts';
import { awsLogsMetricFilter } from './resources/aws-logs-metric-filter.ts';
import { awsLogsQueryDefinition } from './resources/aws-logs-query-definition.ts';
import { awsLogsResourcePolicy } from './resources/aws-logs-resource-policy.ts';
import { awsLogsSubscriptionFilter } from './resources/aws-logs-subscription-filter.ts';
import { awsS3Bucket } from './resources/aws-s3-bucket.ts';
import { awsS3BucketPolicy } from './resources/aws-s3-bucket-policy.ts';
import { awsSchedulerSchedule } from './resources/aws-scheduler-schedule.ts';
import { awsSchedulerScheduleGroup } from './resources/aws-scheduler-schedule-group.ts';
import { awsSecretsManagerResourcePolicy } from './resources/aws-secretsmanager-resource-policy.ts';
import { awsSecretsManagerRotationSchedule } from './resources/aws-secretsmanager-rotation-schedule.ts';
import { awsSecretsManagerSecret } from './resources/aws-secretsmanager-secret.ts';
import { awsSecretsManagerSecretTargetAttachment } from './resources/aws-secretsmanager-secret-target-attachment.ts';
import { awsSnsSubscription } from './resources/aws-sns-subscription.ts';
import { awsSnsTopic } from './resources/aws-sns-topic.ts';
import { awsSnsTopicInlinePolicy } from './resources/aws-sns-topic-inline-policy.ts';
import { awsSnsTopicPolicy } from './resources/aws-sns-topic-policy.ts';
import { awsSqsQueue } from './resources/aws-sqs-queue.ts';
import { awsSqsQueueInlinePolicy } from './resources/aws-sqs-queue-inline-policy.ts';
import { awsSqsQueuePolicy } from './resources/aws-sqs-queue-policy.ts';
import { awsSsmParameter } from './resources/aws-ssm-parameter.ts';

/** Every CloudFormation resource type that this engine provisions. To add one: one file in resources/, one line here. */
export const resourceProviders: readonly ResourceProvider[] = [
  awsApiGatewayAccount,
  awsApiGatewayApiKey,
  awsApiGatewayAuthorizer,
  awsApiGatewayDeployment,
  awsApiGatewayGatewayResponse,
  awsApiGatewayMethod,
  awsApiGatewayModel,
  awsApiGatewayRequestValidator,
  awsApiGatewayResource,
  awsApiGatewayRestApi,
  awsApiGatewayStage,
  awsApiGatewayUsagePlanKey,
  awsApiGatewayUsagePlan,
  awsApiGatewayV2Api,
  awsApiGatewayV2ApiGatewayManagedOverrides,
  awsApiGatewayV2Authorizer,
  awsApiGatewayV2Deployment,
  awsApiGatewayV2Integration,
  awsApiGatewayV2Route,
  awsApiGatewayV2Stage,
  awsCloudWatchAlarm,
  awsCloudWatchCompositeAlarm,
  awsCloudWatchDashboard,
  awsDynamoDbGlobalTable,
  awsDynamoDbTable,
  awsEventsEventBus,
  awsEventsEventBusPolicy,
  awsEventsRule,
  awsIamAccessKey,
  awsIamGroup,
  awsIamManagedPolicy,
  awsIamPolicy,
  awsIamRole,
  awsIamUser,
  awsLambdaAlias,
  awsLambdaEventInvokeConfig,
  awsLambdaEventSourceMapping,
  awsLambdaFunction,
  awsLambdaLayerVersion,
  awsLambdaPermission,
  awsLambdaUrl,
  awsLambdaVersion,
  awsLogsLogGroup,
  awsLogsLogStream,
  awsLogsMetricFilter,
  awsLogsQueryDefinition,
  awsLogsResourcePolicy,
  awsLogsSubscriptionFilter,
  awsS3Bucket,
  awsS3BucketPolicy,
  awsSchedulerSchedule,
  awsSchedulerScheduleGroup,
  awsSnsSubscription,
  awsSnsTopic,
  awsSnsTopicInlinePolicy,
  awsSnsTopicPolicy,
  awsSqsQueue,
  awsSqsQueueInlinePolicy,
  awsSqsQueuePolicy,
  awsSecretsManagerResourcePolicy,
  awsSecretsManagerRotationSchedule,
  awsSecretsManagerSecret,
  awsSecretsManagerSecretTargetAttachment,
  awsSsmParameter,
  awsKmsKey,
  awsKmsAlias,
  ...keptByName,
];
