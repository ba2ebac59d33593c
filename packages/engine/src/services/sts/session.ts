import { randomBytes } from 'node:crypto';
import type { Session, StsState } from './sts-state.ts';
import { uniqueLetters } from './unique-letters.ts';

export interface NewSession {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly userId: string;
  readonly durationSeconds: number;
  readonly transitiveTagKeys?: readonly string[] | undefined;
}

/** Issues temporary credentials, and keeps them for as long as they hold. @returns what AWS answers as `Credentials` */
export async function issueSession(
  on: StsState,
  { arn, roleArn, userId, durationSeconds, transitiveTagKeys }: NewSession,
): Promise<object> {
  const now = on.world.now();
  for (const { accessKeyId, expiresMs } of on.sessions.all()) if (expiresMs < now) await on.sessions.delete(accessKeyId);
  const accessKeyId = `ASIA${uniqueLetters(16)}`;
  const secretAccessKey = randomBytes(30).toString('base64');
  const sessionToken = randomBytes(180).toString('base64');
  // Whole seconds, as the answer tells it.
  const expiresMs = Math.floor(now / 1000 + durationSeconds) * 1000;
  const sealed = on.seal.close(Buffer.from(JSON.stringify({ secretAccessKey, sessionToken })));
  const session: Session = { accessKeyId, sealed, arn, roleArn, userId, expiresMs, transitiveTagKeys };
  await on.sessions.put(accessKeyId, session);
  return { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: new Date(expiresMs) };
}
