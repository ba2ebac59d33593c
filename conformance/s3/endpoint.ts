import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, type CreateBucketCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { World } from '../../packages/engine/src/world/world.ts';
import { startServices } from '../start-services.ts';

/** An S3 to judge, and buckets of a test's own in it. */
export interface S3Endpoint {
  readonly url: string;
  readonly s3: S3Client;
  /** Makes a bucket and answers its name. */
  bucket(settings?: Omit<CreateBucketCommandInput, 'Bucket'>): Promise<string>;
  /** A name that no bucket has. */
  freshName(): string;
  stop(): Promise<void>;
}

export async function startS3(world?: World): Promise<S3Endpoint> {
  const { client, stop } = await startServices(world);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const freshName = (): string => `conformance-${process.pid}-${randomBytes(6).toString('hex')}`;
  return {
    url: client.endpoint,
    s3,
    freshName,
    async bucket(settings = {}) {
      const Bucket = freshName();
      await s3.send(new CreateBucketCommand({ Bucket, ...settings }));
      return Bucket;
    },
    async stop() {
      s3.destroy();
      await stop();
    },
  };
}

/** What a refusal told: its code, its text, and the members that the test names. */
export async function refusalOf(sent: Promise<unknown>, ...members: readonly string[]): Promise<object> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const told = Object.fromEntries(members.map((name) => [name, Reflect.get(error, name)]));
    return { code: Reflect.get(error, 'Code') ?? error.name, message: error.message, ...told };
  }
  throw new Error('the request was expected to be refused');
}
