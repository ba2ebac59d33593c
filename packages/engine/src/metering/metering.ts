import type { LambdaEvent } from '../lambda/lambda-runtime.ts';
import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';
import { problemsOfEmbeddedMetrics } from '../services/cloudwatch/embedded/keep-embedded-metrics.ts';
import type { Services } from '../services/services.ts';
import type { AwsCall, RequestTrace } from '../trace/trace.ts';
import type { World } from '../world/world.ts';
import { createApiMetrics } from './api-metrics.ts';
import { createDynamoDbMetrics } from './dynamodb-metrics.ts';

/** The metrics that AWS's services write by themselves, from what the engine tells of each request once it is answered. */
export interface Metering {
  request(trace: RequestTrace): void;
  call(call: AwsCall): void;
  /** @returns what is wrong with a line in the embedded metric format, whose metrics are kept once its log event is */
  log(event: LambdaEvent): readonly string[];
}

export function createMetering(cloudwatch: CloudWatch, services: Pick<Services, 'apigateway' | 'apigatewayv2'>, world: World): Metering {
  return {
    request: createApiMetrics(cloudwatch, services),
    call: createDynamoDbMetrics(cloudwatch, world),
    log: (event) => (event.type === 'log' ? problemsOfEmbeddedMetrics(event.line, world.now()) : []),
  };
}
