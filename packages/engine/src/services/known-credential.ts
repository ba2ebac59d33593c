import type { World } from '../world/world.ts';

/** An access key whose secret is known, and who it belongs to. */
export interface KnownCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials have one, and are nothing without it. */
  readonly sessionToken: string | undefined;
  /** `arn:aws:iam::ACCOUNT:user/NAME`, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  readonly roleArn: string | undefined;
  /** AWS's unique id: `AIDA...` of a user, `AROA...:SESSION` of a role. */
  readonly userId: string;
}

/** The key with which the developer signs: a user of the account. */
export function developerCredential(
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
  { partition, accountId }: World,
): KnownCredential {
  const arn = `arn:${partition}:iam::${accountId}:user/developer`;
  return { ...keys, sessionToken: undefined, arn, roleArn: undefined, userId: 'AIDADEVELOPER00000000' };
}

/**
 * The key that an execution environment of a function has: a session of the function's role.
 * @param role as IAM knows it; a role of the function's name without one
 */
export function functionCredential(
  keys: { readonly accessKeyId: string; readonly functionName: string; readonly secretAccessKey: string; readonly sessionToken: string },
  { partition, accountId }: World,
  role?: { readonly name: string; readonly path: string; readonly id: string },
): KnownCredential {
  const { functionName, ...secrets } = keys;
  const { name, path, id } = role ?? { name: `${functionName}-role`, path: '/', id: 'AROAFUNCTIONROLE00000' };
  return {
    ...secrets,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${functionName}`,
    roleArn: `arn:${partition}:iam::${accountId}:role${path}${name}`,
    userId: `${id}:${functionName}`,
  };
}
