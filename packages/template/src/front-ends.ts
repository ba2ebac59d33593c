import { cdk } from './cdk/cdk.ts';
import { cloudFormation } from './cloudformation/cloudformation.ts';
import { sam } from './sam/sam.ts';
import { serverless } from './serverless/serverless.ts';
import type { FrontEnd } from './template.ts';

/** Asked in this order; the first to accept the document compiles it. */
export const frontEnds: readonly FrontEnd[] = [sam, serverless, cdk, cloudFormation];
