import { ServiceError } from '../protocol/service-error.ts';
import { parseFunctionName } from './lambda/function-name.ts';
import type { LambdaService } from './lambda/lambda.ts';
import { mayInvoke } from './lambda/resource-policy.ts';

/** What Secrets Manager asks of Lambda: a step of a rotation, and whether it may ask for one. */
export interface RotationFunctions {
  /** @throws ServiceError when the function is not there or must not be invoked */
  invokeRotation(
    functionArn: string,
    event: { readonly payload: string; readonly secretArn: string },
  ): Promise<{ readonly functionError?: string | undefined }>;
  /** @throws ServiceError when the function is not there, or its policy does not let Secrets Manager invoke it */
  mayInvokeRotation(functionArn: string, secretArn: string): void;
}

const principal = 'secretsmanager.amazonaws.com';

export function createRotationFunctions(lambda: () => LambdaService): RotationFunctions {
  return {
    invokeRotation: (functionName, { payload, secretArn }) =>
      lambda().invoke({ functionName, payload, traceId: '', onBehalfOf: { principal, sourceArn: secretArn } }),
    mayInvokeRotation(functionArn, sourceArn) {
      const { functionName, qualifier } = parseFunctionName(functionArn);
      const policy = lambda()
        .functions.get(functionName)
        ?.policies.get(qualifier ?? '');
      if (!policy || !mayInvoke(policy.values(), { principal, sourceArn })) throw new ServiceError('AccessDeniedException', '');
    },
  };
}
