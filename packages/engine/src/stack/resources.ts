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
import { awsDynamoDbGlobalTable } from './resources/aws-dynamodb-global-table.ts';
import { awsDynamoDbTable } from './resources/aws-dynamodb-table.ts';
import { awsIamManagedPolicy } from './resources/aws-iam-managed-policy.ts';
import { awsIamPolicy } from './resources/aws-iam-policy.ts';
import { awsIamRole } from './resources/aws-iam-role.ts';
import { awsLambdaAlias } from './resources/aws-lambda-alias.ts';
import { awsLambdaFunction } from './resources/aws-lambda-function.ts';
import { awsLambdaPermission } from './resources/aws-lambda-permission.ts';
import { awsLambdaUrl } from './resources/aws-lambda-url.ts';
import { awsLambdaVersion } from './resources/aws-lambda-version.ts';
import { awsLogsLogGroup } from './resources/aws-logs-log-group.ts';

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
  awsDynamoDbGlobalTable,
  awsDynamoDbTable,
  awsIamManagedPolicy,
  awsIamPolicy,
  awsIamRole,
  awsLambdaAlias,
  awsLambdaFunction,
  awsLambdaPermission,
  awsLambdaUrl,
  awsLambdaVersion,
  awsLogsLogGroup,
  ...keptByName,
];
