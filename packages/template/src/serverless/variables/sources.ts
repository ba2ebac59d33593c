import { aws } from './sources/aws.ts';
import { env } from './sources/env.ts';
import { file } from './sources/file.ts';
import { opt } from './sources/opt.ts';
import { param } from './sources/param.ts';
import { cf, s3, ssm } from './sources/remote.ts';
import { self } from './sources/self.ts';
import { sls } from './sources/sls.ts';
import { strToBool } from './sources/str-to-bool.ts';

import type { VariableSource } from './variable-source.ts';

/** What `${...}` can be answered from. */
export const sources: readonly VariableSource[] = [aws, cf, env, file, opt, param, s3, self, sls, ssm, strToBool];
