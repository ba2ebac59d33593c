import { PolicyError } from './policy-error.ts';

/** Who calls, when the request is signed; undefined is anonymous. */
export interface PolicyPrincipal {
  readonly accountId: string;
  /** Of the user, or of the role's session. */
  readonly arn: string;
  /** Of the role that the session is of. */
  readonly roleArn: string | undefined;
}

export type PrincipalTest = (principal: PolicyPrincipal | undefined) => boolean;

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * Reads a statement's Principal or NotPrincipal. An ARN or account takes in signed requests only: an anonymous caller is `*` alone.
 * @throws PolicyError when a resource policy's statement has none
 * @source "AWS JSON policy elements: Principal"
 */
export function parsePrincipals(statement: { readonly [member: string]: unknown }): PrincipalTest {
  const { Principal, NotPrincipal } = statement;
  if (Principal === undefined && NotPrincipal === undefined) throw new PolicyError('a statement has no Principal');
  const test = testOf(Principal ?? NotPrincipal);
  return Principal === undefined ? (principal) => !test(principal) : test;
}

function testOf(written: unknown): PrincipalTest {
  if (written === '*') return () => true;
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    throw new PolicyError(`Principal is ${JSON.stringify(written)}: write "*" or { AWS: [...] }`);
  const unknown = Object.keys(written).find((kind) => !kinds.includes(kind));
  if (unknown !== undefined) throw new PolicyError(`"${unknown}" is no kind of Principal: ${kinds.join(', ')}`);
  const names = [Reflect.get(written, 'AWS') ?? []].flat().map(String);
  if (names.includes('*')) return () => true;
  return (principal) => principal !== undefined && names.some((name) => takesIn(name, principal));
}

function takesIn(name: string, { accountId, arn, roleArn }: PolicyPrincipal): boolean {
  const account = /^\d{12}$/.test(name) ? name : /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  return account === undefined ? name === arn || name === roleArn : account === accountId;
}
