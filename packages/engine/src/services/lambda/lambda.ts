import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { InvocationResult } from '../../lambda/lambda-runtime.ts';

/** One statement of a function's resource-based policy, as AddPermission takes it. */
export interface Permission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
}

export interface InvokeRequest {
  /** Name, partial or full ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly payload: string | Buffer;
  readonly traceId: string;
  readonly clientContext?: string | undefined;
  /** The AWS service that calls, whose right the function's policy must grant; absent for a call with the account's own credentials. */
  readonly onBehalfOf?: { readonly principal: string; readonly sourceArn: string } | undefined;
}

/** Lambda: functions and who may invoke them. */
export interface LambdaService {
  putFunction(configuration: FunctionConfiguration): void;
  deleteFunction(functionName: string): void;
  addPermission(functionName: string, permission: Permission): void;
  removePermission(functionName: string, statementId: string): void;
  /** @throws ServiceError AccessDeniedException, ResourceNotFoundException, TooManyRequestsException */
  invoke(request: InvokeRequest): Promise<InvocationResult>;
}
