import { ServiceError } from '../../protocol/service-error.ts';
import type { KnownCredential } from '../../services/known-credential.ts';
import type { FunctionUrl } from '../../services/lambda/lambda.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import type { GatewayRequest } from '../gateway-request.ts';
import { explainSignature, verifyRequest } from '../identity/verify-request.ts';
import { FunctionUrlError } from './function-url-error.ts';

const service = 'lambda';
const forbidden =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

/**
 * Who calls a function URL: with AuthType NONE everybody whom the function's policy lets, with AWS_IAM who has signed.
 * @throws FunctionUrlError 403
 * @source "Control access to Lambda function URLs"; localstack's recordings
 */
export function authorizeFunctionUrl(
  url: FunctionUrl,
  request: GatewayRequest,
  { services, world, identities }: GatewayParts,
): KnownCredential | undefined {
  if (url.authType === 'NONE') {
    if (services.lambda.isPublic(url)) return undefined;
    const message = `The URL of ${url.functionName} has AuthType NONE, and the function's policy does not let everybody call it.`;
    const hint =
      'Add an AWS::Lambda::Permission with the Action lambda:InvokeFunctionUrl, the Principal "*" and the FunctionUrlAuthType NONE (SAM and Serverless write it).';
    throw new FunctionUrlError({ ...accessDenied(forbidden), explanation: { message, hint } });
  }
  try {
    return verifyRequest(request, { world, identities, service });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const [reason, hint] = explainSignature(error, service);
    const explanation = { message: `The URL of ${url.functionName} asks for AWS_IAM, and ${reason}`, hint };
    if (error.code === 'MissingAuthenticationTokenException') throw new FunctionUrlError({ ...accessDenied(forbidden), explanation });
    const body = JSON.stringify({ message: error.message });
    throw new FunctionUrlError({ statusCode: 403, errorType: error.code, body, layer: 'authorizer', rule: error.code, explanation });
  }
}

function accessDenied(text: string): { statusCode: number; errorType: string; body: string; layer: string; rule: string } {
  const errorType = 'AccessDeniedException';
  return { statusCode: 403, errorType, body: JSON.stringify({ Message: text }), layer: 'function url', rule: errorType };
}
