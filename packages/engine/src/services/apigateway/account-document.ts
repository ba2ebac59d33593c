import type { ApiGatewayService } from './apigateway.ts';

/** @source "GetAccount"; "Amazon API Gateway quotas": the account's own throttle */
export function accountDocument({ cloudwatchRoleArn, accountThrottle }: ApiGatewayService): object {
  return {
    ...(cloudwatchRoleArn !== undefined && { cloudwatchRoleArn }),
    throttleSettings: { burstLimit: accountThrottle.burstLimit, rateLimit: accountThrottle.rateLimit },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
