export type { EngineDescription, RouteDescription } from './describe-engine.ts';
export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export { createLocalIssuer, type LocalIssuer, localIssuerFile } from './gateway/identity/local-issuer.ts';
export type { LambdaEvent } from './lambda/lambda-runtime.ts';
export { checkTemplate } from './stack/check-template.ts';
export { type DynamoDbOptions, type LocalDynamoDb, startDynamoDB } from './start-dynamodb.ts';
export type { AwsCall, Explanation, InvocationTrace, Refusal, RequestTrace, TraceStep } from './trace/trace.ts';
export { SetupError } from './world/setup-error.ts';
export { createWorld, type World } from './world/world.ts';
