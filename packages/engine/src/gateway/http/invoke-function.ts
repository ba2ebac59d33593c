import type { LambdaService } from '../../services/lambda/lambda.ts';
import { functionOfUri } from '../lambda-uri.ts';
import { traceIdOf } from '../trace-id.ts';
import type { HttpRequest } from './http-exchange.ts';

export interface FunctionCall {
  /** A function's ARN, or API Gateway's own URI of it. */
  readonly uri: string;
  readonly payload: string;
  /** What calls: the function's policy must let it. */
  readonly sourceArn: string;
  /** A role to call with takes the place of the function's policy. */
  readonly credentialsArn: string | undefined;
}

export function invokeFunction(
  on: HttpRequest,
  { uri, payload, sourceArn, credentialsArn }: FunctionCall,
): ReturnType<LambdaService['invoke']> {
  return on.services.lambda.invoke({
    functionName: functionOfUri(uri) ?? uri,
    payload,
    isJson: true,
    traceId: traceIdOf(`Root=${on.traceRoot}`, on.requestTimeEpoch, on.world),
    ...(credentialsArn === undefined && { onBehalfOf: { principal: 'apigateway.amazonaws.com', sourceArn } }),
  });
}
