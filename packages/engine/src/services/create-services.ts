import type { LambdaRuntime } from '../lambda/lambda-runtime.ts';
import type { AwsService, StreamingAwsService } from '../protocol/aws-service.ts';
import type { Seal } from '../store/seal.ts';
import type { Store } from '../store/store.ts';
import type { World } from '../world/world.ts';
import { createApiGateway } from './apigateway/apigateway.ts';
import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { createLambda } from './lambda/lambda.ts';
import { createLambdaApi } from './lambda/lambda-api.ts';
import type { Services } from './services.ts';
import { createSsm } from './ssm/ssm.ts';

/** What the services stand on. */
export interface Ground {
  readonly world: World;
  readonly store: Store;
  readonly seal: Seal;
  readonly runtime: LambdaRuntime;
}

export interface CreatedServices {
  readonly services: Services;
  /** Those that answer at the AWS endpoint by themselves. */
  readonly endpoints: readonly (AwsService | StreamingAwsService)[];
}

/** Makes every service and tells each of the others that it needs. None reads the store before it is asked something. */
export function createServices({ world, store, seal, runtime }: Ground): CreatedServices {
  const dynamodb = createDynamoDb({ world, store });
  const lambda = createLambda({ world, runtime });
  const ssm = createSsm({ world, store, seal, secretOf: () => undefined });
  return {
    services: { apigateway: createApiGateway(world), dynamodb, lambda, ssm },
    endpoints: [dynamodb, createLambdaApi({ world, lambda }), ssm],
  };
}
