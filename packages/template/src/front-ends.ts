import { serverless } from './serverless/serverless.ts';
import type { FrontEnd } from './template.ts';

/** Asked in this order; the first to accept the document compiles it. */
export const frontEnds: readonly FrontEnd[] = [serverless];
