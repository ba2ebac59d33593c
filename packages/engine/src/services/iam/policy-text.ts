import { ServiceError } from '../../protocol/service-error.ts';

/**
 * Refuses what is no policy.
 * @param kind a trust policy names principals, an identity's policy resources
 * @throws ServiceError MalformedPolicyDocument
 * @source "Grammar of the IAM JSON policy language"; the wording is recorded from AWS by the tests of moto
 */
export function checkPolicy(text: string, kind: 'identity' | 'trust'): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed(kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.');
  }
  if (!isRecord(document)) throw malformed('Syntax errors in policy.');
  const { Version: version, Statement: given } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw malformed('The policy must contain a valid version string.');
  if (given === undefined) throw malformed('Syntax errors in policy.');
  const statements: unknown[] = Array.isArray(given) ? given : [given];
  for (const statement of statements) checkStatement(statement, kind);
}

function checkStatement(statement: unknown, kind: 'identity' | 'trust'): void {
  if (!isRecord(statement)) throw malformed('Syntax errors in policy.');
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('Syntax errors in policy.');
  if (statement.Action === undefined && statement.NotAction === undefined) throw malformed('Policy statement must contain actions.');
  const [resource, principal] = [statement.Resource ?? statement.NotResource, statement.Principal ?? statement.NotPrincipal];
  if (kind === 'trust') {
    if (resource !== undefined) throw malformed('Has prohibited field Resource');
    if (principal === undefined) throw malformed('Trust Policy statement must contain Principal.');
    const actions: readonly unknown[] = [statement.Action ?? []].flat();
    if (!actions.every((it) => /^(?:sts:|\*$)/i.test(String(it))))
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    return;
  }
  if (principal !== undefined) throw malformed('Policy document should not specify a principal.');
  if (resource === undefined) throw malformed('Policy statement must contain resources.');
}

function isRecord(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}
