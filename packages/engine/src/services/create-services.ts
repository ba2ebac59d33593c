import type { LambdaRuntime } from '../lambda/lambda-runtime.ts';
import type { AwsService, StreamingAwsService } from '../protocol/aws-service.ts';
import type { Blobs } from '../store/blobs.ts';
import type { Seal } from '../store/seal.ts';
import type { Store } from '../store/store.ts';
import type { World } from '../world/world.ts';
import { createApiGateway } from './apigateway/apigateway.ts';
import { createApiGatewayV2 } from './apigatewayv2/apigatewayv2.ts';
import { type AlarmNotice, type CloudWatch, createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { targetOf } from './dynamodb/dynamodb-targets.ts';
import { createDynamoDbEventSource } from './dynamodb-event-source.ts';
import { createDynamoDbMeter } from './dynamodb-meter.ts';
import { createEvents } from './events/events.ts';
import { createIam } from './iam/iam.ts';
import { createKms } from './kms/kms.ts';
import type { KnownCredential } from './known-credential.ts';
import { createLambda, type LambdaService } from './lambda/lambda.ts';
import { createLambdaApi } from './lambda/lambda-api.ts';
import { createLogMetrics } from './log-metrics.ts';
import { createLogs } from './logs/logs.ts';
import { createRotationFunctions } from './rotation-functions.ts';
import { createS3, type S3Service } from './s3/s3.ts';
import { createReadObject, createS3Neighbours } from './s3-neighbours.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createSecretsManager } from './secretsmanager/secretsmanager.ts';
import type { Services } from './services.ts';
import { createSns } from './sns/sns.ts';
import { createSqs } from './sqs/sqs.ts';
import { createSqsEventSource } from './sqs-event-source.ts';
import { createSsm } from './ssm/ssm.ts';
import { createSts } from './sts/sts.ts';
import { createTargets } from './targets.ts';

export interface DynamoDbSettings {
  /** Have provisioned tables refuse what exceeds their throughput, as AWS does. */
  readonly throttleTables?: boolean | undefined;
  /** The name of the DynamoDB-compatible service that the project is to run on; what it lacks is refused: `alternator`. */
  readonly target?: string | undefined;
}

/** What the services stand on. */
export interface Ground {
  readonly world: World;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly seal: Seal;
  readonly runtime: LambdaRuntime;
  onAlarm(notice: AlarmNotice): void;
  /** The owner of an access key; undefined when nobody has it. */
  readonly credentialOf: (accessKeyId: string) => KnownCredential | undefined;
  /** Where clients reach the AWS endpoint. */
  readonly endpointUrl: () => string;
  readonly dynamodb: DynamoDbSettings;
  /** Whether the AWS endpoint verifies the signature of every call. */
  readonly verifiesSignatures: boolean;
}

export interface CreatedServices {
  readonly services: Services;
  /** The owner of an access key that IAM or STS has issued. */
  issuedCredentialOf(accessKeyId: string): KnownCredential | undefined;
  /** Whether STS has issued a key that no longer holds. */
  hasExpired(accessKeyId: string): boolean;
  /** Those that answer at the AWS endpoint by themselves. */
  /** Takes the engine's own metrics. */
  readonly cloudwatch: CloudWatch;
  readonly endpoints: readonly (AwsService | StreamingAwsService)[];
}

/** Makes every service and tells each of the others that it needs. None reads the store before it is asked something. */
export function createServices({
  world,
  store,
  blobs,
  seal,
  runtime,
  onAlarm,
  credentialOf,
  endpointUrl,
  dynamodb: settings,
  verifiesSignatures,
}: Ground): CreatedServices {
  const dynamodb = createDynamoDb({
    world,
    store,
    throttleTables: settings.throttleTables,
    target: targetOf(settings.target),
    meter: createDynamoDbMeter(world, () => cloudwatch),
  });
  const targets = createTargets(() => ({
    lambda: lambda.deliver,
    sqs: sqs.deliver,
    sns: sns.deliver,
    events: events.deliver,
    logs: logs.deliver,
  }));
  const events = createEvents({ world, targets });
  const scheduler = createScheduler({ world, targets });
  const sqs = createSqs({ world, store, endpointUrl });
  const sns = createSns({ world, store, targets, endpointUrl });
  const eventSources = { dynamodb: createDynamoDbEventSource(dynamodb), sqs: createSqsEventSource(world, sqs) };
  const lambda: LambdaService = createLambda({
    world,
    runtime,
    targets,
    eventSources: () => eventSources,
    store,
    readObject: createReadObject(() => s3),
  });
  const logs = createLogs({ world, store, targets, ...createLogMetrics(world, () => cloudwatch) });
  const secretsmanager = createSecretsManager({ world, store, seal, ...createRotationFunctions(() => lambda) });
  const kms = createKms({ world, store, seal });
  const iam = createIam({ world, store, seal });
  const sts = createSts({ world, store, seal, credentialOf, roleOf: iam.roleOf });
  const ssm = createSsm({ world, store, seal, secretOf: secretsmanager.referenceOf });
  const cloudwatch = createCloudWatch({ world, store, targets, onAlarm });
  const s3: S3Service = createS3({ world, store, blobs, targets, credentialOf, verifiesSignatures, ...createS3Neighbours(() => lambda) });
  return {
    issuedCredentialOf: (accessKeyId) => sts.credentialOf(accessKeyId) ?? iam.credentialOf(accessKeyId),
    hasExpired: (accessKeyId) => sts.hasExpired(accessKeyId),
    cloudwatch,
    services: {
      apigateway: createApiGateway(world),
      apigatewayv2: createApiGatewayV2(world),
      cloudwatch,
      dynamodb,
      events,
      iam,
      kms,
      lambda,
      logs,
      s3,
      scheduler,
      secretsmanager,
      sns,
      sqs,
      ssm,
    },
    endpoints: [
      cloudwatch,
      dynamodb,
      createLambdaApi({ world, lambda }),
      events,
      scheduler,
      logs,
      iam,
      kms,
      secretsmanager,
      ssm,
      s3,
      sns,
      sqs,
      sts,
    ],
  };
}
