import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { createWorld, type World } from '../../packages/engine/src/world/world.ts';
import type { Api } from './endpoint.ts';
import type { Keys } from './sign.ts';

/** A world that begins two hours ago. */
export interface EarlierWorld {
  readonly world: World;
  /** From then on it is now. */
  catchUp(): void;
}

export function earlierWorld(): EarlierWorld {
  let offsetMs = -2 * 60 * 60_000;
  return {
    world: { ...createWorld(), now: () => Date.now() + offsetMs },
    catchUp() {
      offsetMs = 0;
    },
  };
}

/**
 * Temporary credentials that hold no longer: of an engine of our own, whose clock goes on to now; for another endpoint those of
 * EXPIRED_ACCESS_KEY_ID, EXPIRED_SECRET_ACCESS_KEY and EXPIRED_SESSION_TOKEN.
 */
export async function expiredKeys(api: Api, { catchUp }: EarlierWorld): Promise<Keys> {
  if (api.awsUrl === undefined) {
    const { EXPIRED_ACCESS_KEY_ID = '', EXPIRED_SECRET_ACCESS_KEY = '', EXPIRED_SESSION_TOKEN } = process.env;
    return { accessKeyId: EXPIRED_ACCESS_KEY_ID, secretAccessKey: EXPIRED_SECRET_ACCESS_KEY, sessionToken: EXPIRED_SESSION_TOKEN };
  }
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sts = new STSClient({ endpoint: api.awsUrl, region: 'us-east-1', credentials });
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  sts.destroy();
  catchUp();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
