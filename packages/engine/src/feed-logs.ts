import { createHash } from 'node:crypto';
import type { LambdaEvent } from './lambda/lambda-runtime.ts';
import type { Services } from './services/services.ts';
import type { RequestTrace } from './trace/trace.ts';

/** What a function says goes to its log group, into the stream of its execution environment. */
export function feedLambdaEvent({ logs }: Services, event: LambdaEvent): void {
  if (event.type === 'log' && event.place) logs.line(event.place.logGroupName, event.place.logStreamName, event.line);
}

/** An execution log goes to the group that API Gateway makes for each stage. @source "Set up CloudWatch logging for REST APIs in API Gateway" */
export function feedExecutionLog({ logs }: Services, { executionLog = [], apiId, stage }: RequestTrace): void {
  const streamName = executionLog.length === 0 ? '' : createHash('md5').update(`${apiId}/${stage}`).digest('hex');
  for (const line of executionLog) logs.line(`API-Gateway-Execution-Logs_${apiId}/${stage}`, streamName, line);
}

/** An access log goes to the group that its stage names. */
export function feedAccessLog({ apigateway, apigatewayv2, logs }: Services, { accessLog, apiId, stage }: RequestTrace): void {
  if (accessLog === undefined) return;
  const destinationArn =
    apigateway.stages().find((it) => it.restApiId === apiId && it.stageName === stage)?.accessLogDestinationArn ??
    apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === stage)?.accessLogSettings?.destinationArn;
  const [, , service, , , kind, groupName] = destinationArn?.split(':') ?? [];
  if (service !== 'logs' || kind !== 'log-group' || groupName === undefined || groupName === '') return;
  logs.line(groupName, createHash('md5').update(`${apiId}/${stage}`).digest('hex'), accessLog);
}
