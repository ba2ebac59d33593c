import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Failure } from './environment-file.ts';

/** What is looked for in a folder, in this order. */
const usualNames = [
  'template.yaml',
  'template.yml',
  'template.json',
  'serverless.yml',
  'serverless.yaml',
  'serverless.json',
  'cloudformation.yaml',
  'cloudformation.yml',
  'cloudformation.json',
];

export interface FoundTemplate {
  /** Absolute folder of the template: the project. */
  readonly root: string;
  /** The template's name in that folder. */
  readonly file: string;
  /** What else could have been served. */
  readonly others: readonly string[];
}

/** The template to serve: the one named, relative to the project or to where the user stands, or the first usual name. */
export async function findTemplate(projectRoot: string, named: string | undefined, cwd: string): Promise<FoundTemplate | Failure> {
  if (named !== undefined) {
    for (const path of [resolve(projectRoot, named), resolve(cwd, named)]) {
      if (await exists(path)) return { root: dirname(path), file: basename(path), others: [] };
    }
    return { message: `There is no file ${named} in ${projectRoot}.`, hint: 'Name the template by its path: --template FILE.' };
  }
  const folder = await stat(projectRoot).catch(() => undefined);
  if (!folder) return { message: `There is no folder ${projectRoot}.`, hint: 'Name the folder of your project: gatewright dev DIR.' };
  if (!folder.isDirectory()) return { root: dirname(projectRoot), file: basename(projectRoot), others: [] };
  const present = new Set(await readdir(projectRoot));
  const [file, ...others] = usualNames.filter((it) => present.has(it));
  if (file) return { root: projectRoot, file, others };
  return {
    message: `There is no template in ${projectRoot}: looked for ${usualNames.slice(0, 5).join(', ')} and cloudformation.yaml.`,
    hint: 'Name it with --template FILE, or start in the folder of your SAM or Serverless project.',
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
