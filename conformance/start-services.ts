import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../packages/engine/src/engine.ts';
import type { World } from '../packages/engine/src/world/world.ts';

/** An AWS endpoint that a suite can run against. */
export interface ServicesEndpoint {
  /** What every SDK client is made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  stop(): Promise<void>;
}

const client = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 } as const;

/** Our own engine on a free port with nothing kept; or the endpoint that TARGET_URL names. */
export async function startServices(world?: World): Promise<ServicesEndpoint> {
  const given = process.env.TARGET_URL;
  if (given) return { client: { ...client, endpoint: given }, stop: async () => {} };
  const projectRoot = mkdtempSync(join(tmpdir(), 'gatewright-conformance-'));
  const engine = await createEngine({ projectRoot, dataRoot: undefined, ...(world && { world }) });
  const { awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  return {
    client: { ...client, endpoint: `http://127.0.0.1:${awsPort}` },
    async stop() {
      await engine.stop();
      rmSync(projectRoot, { recursive: true, force: true });
    },
  };
}
