/**
 * What AWS charges in us-east-1 beyond the free tier, in US dollars, first tier.
 * @source the pricing pages of AWS Lambda (x86) and Amazon API Gateway, as of 2025
 */
export const prices = {
  lambdaRequest: 0.0000002,
  lambdaGigabyteSecond: 0.0000166667,
  restRequest: 0.0000035,
  httpRequest: 0.000001,
} as const;

export interface FunctionUse {
  readonly invocations: number;
  readonly durationMs: number;
  /** Lambda's own default without it. */
  readonly memoryMb: number | undefined;
}

/** US dollars. */
export function functionCost({ invocations, durationMs, memoryMb = 128 }: FunctionUse): number {
  return invocations * prices.lambdaRequest + (durationMs / 1000) * (memoryMb / 1024) * prices.lambdaGigabyteSecond;
}
