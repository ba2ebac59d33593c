import type { ApiGatewayService } from './apigateway.ts';

/** @source "GetAccount"; "Amazon API Gateway quotas": the account's own throttle */
export function accountDocument({ cloudwatchRoleArn }: ApiGatewayService): object {
  return {
    ...(cloudwatchRoleArn !== undefined && { cloudwatchRoleArn }),
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
