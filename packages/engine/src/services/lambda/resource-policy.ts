/** One statement of a function's resource-based policy, as AddPermission takes it. */
export interface Permission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
  readonly principalOrgId?: string | undefined;
  readonly eventSourceToken?: string | undefined;
  readonly functionUrlAuthType?: string | undefined;
  readonly invokedViaFunctionUrl?: boolean | undefined;
}

export interface Caller {
  readonly principal: string;
  readonly sourceArn: string;
  /** Where the ARN names no account, as a bucket's. */
  readonly sourceAccount?: string | undefined;
}

/** Whether one of the statements lets a service invoke the function for this resource. @source "Using resource-based policies for Lambda" */
export function mayInvoke(permissions: Iterable<Permission>, caller: Caller): boolean {
  for (const permission of permissions) {
    const { action, principal, sourceArn, sourceAccount, principalOrgId, eventSourceToken, invokedViaFunctionUrl } = permission;
    if (!matchesWildcards(action, 'lambda:InvokeFunction')) continue;
    if (principal !== '*' && principal !== caller.principal) continue;
    if (invokedViaFunctionUrl || eventSourceToken !== undefined || principalOrgId !== undefined) continue;
    const account = caller.sourceAccount ?? caller.sourceArn.split(':')[4];
    if (sourceAccount !== undefined && account && account !== sourceAccount) continue;
    if (sourceArn === undefined || matchesWildcards(sourceArn, caller.sourceArn)) return true;
  }
  return false;
}

/**
 * Whether one of the statements opens a function URL of this AuthType to everybody.
 *
 * @source "Security and auth model for Lambda function URLs", AWS Lambda developer guide
 */
export function mayInvokeUrl(permissions: Iterable<Permission>, authType: string): boolean {
  for (const { action, principal, functionUrlAuthType, sourceArn, sourceAccount, principalOrgId } of permissions) {
    if (principal !== '*' || !matchesWildcards(action, 'lambda:InvokeFunctionUrl')) continue;
    if (functionUrlAuthType !== undefined && functionUrlAuthType !== authType) continue;
    if (sourceArn === undefined && sourceAccount === undefined && principalOrgId === undefined) return true;
  }
  return false;
}

/** ArnLike's `*` is any text and `?` any one character, as in StringLike; colons are no border here. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      resumeAt = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      index = resumeAt;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
