import type { InvocationResult } from '../../lambda/lambda-runtime.ts';
import type { World } from '../../world/world.ts';
import type { Delivery } from '../targets.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import type { InvokeRequest } from './invoke-request.ts';

/** How an event that nobody waits for has ended. */
export interface Ending {
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  /** Of the last attempt; absent when there was none. */
  readonly result?: InvocationResult | undefined;
}

/** A dead letter tells no more of the error. @source "Dead-letter queues", AWS Lambda developer guide */
const errorMessageBytes = 1024;

/** The record that a destination gets, version 1.0. @source "Destinations for asynchronous invocation"; records that localstack took on AWS */
export function destinationRecord(
  world: World,
  {
    request,
    attempts,
    ending,
  }: { readonly request: InvokeRequest & { readonly requestId: string }; readonly attempts: number; readonly ending: Ending },
): string {
  const { functionName, qualifier = '$LATEST' } = parseFunctionName(request.functionName);
  const { condition, result } = ending;
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(world.now()).toISOString(),
    requestContext: {
      requestId: request.requestId,
      functionArn: functionArn(world, functionName, qualifier),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: parsed(request.payload),
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: result.executedVersion,
        ...(result.functionError && { functionError: result.functionError }),
      },
      responsePayload: parsed(result.payload),
    }),
  });
}

/** The event itself, with what went wrong beside it. @source "Dead-letter queues"; a message that localstack took on AWS */
export function deadLetterOf({ payload, requestId = '' }: InvokeRequest, { condition, result }: Ending): Delivery {
  const answer = result && parsed(result.payload);
  const told = typeof answer === 'object' && answer !== null && 'errorMessage' in answer ? String(answer.errorMessage) : condition;
  return {
    payload: payload.length === 0 ? '{}' : payload.toString(),
    messageAttributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: result ? '200' : '429' },
      ErrorMessage: { DataType: 'String', StringValue: Buffer.from(told).subarray(0, errorMessageBytes).toString('utf8') },
    },
  };
}

/** What JSON text stands for; a payload that is none is told as its text. */
function parsed(payload: string | Buffer): unknown {
  const text = payload.length === 0 ? '{}' : payload.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
