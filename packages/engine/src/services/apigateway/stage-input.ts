import type { CanaryInput } from './apigateway.ts';
import { booleanOf, type Document, numberOf, textMapOf } from './request-document.ts';

/** @source "CreateStage": cacheClusterSize */
export const cacheClusterSizes: readonly string[] = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];

/** @param deploymentId what the canary serves */
export function canaryOf(from: Document, deploymentId: string): CanaryInput {
  return {
    deploymentId,
    percentTraffic: numberOf(from, 'percentTraffic') ?? 0,
    stageVariableOverrides: textMapOf(from, 'stageVariableOverrides') ?? {},
    useStageCache: booleanOf(from, 'useStageCache') ?? false,
  };
}
