import { ServiceError } from '../../protocol/service-error.ts';

/** @throws ServiceError MalformedPolicyDocumentException */
export function checkPolicy(text: string): void {
  const statements = statementsOf(text);
  if (!statements) throw malformed('This resource policy contains invalid Json.');
  for (const statement of statements) {
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('This resource policy contains a syntax error.');
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      throw malformed('This resource policy contains a syntax error.');
  }
}

/** Whether the policy opens the secret to everybody. */
export function isPublic(text: string): boolean {
  return (statementsOf(text) ?? []).some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && Condition === undefined && ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'].includes(JSON.stringify(Principal) ?? ''),
  );
}

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

function statementsOf(text: string): readonly Statement[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return undefined;
  const { Statement: given } = document;
  const statements: unknown[] = Array.isArray(given) ? given : [given];
  return statements.every((it): it is Statement => typeof it === 'object' && it !== null) ? statements : undefined;
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocumentException', message);
}
