import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import type { Failure } from './environment-file.ts';
import { findCdkStack, isCloudAssembly } from './find-cdk-stack.ts';
import type { FoundTemplate } from './found-template.ts';

/** What is looked for in a folder, in this order. */
const usualNames = [
  'template.yaml',
  'template.yml',
  'template.json',
  'serverless.yml',
  'serverless.yaml',
  'serverless.json',
  'serverless.ts',
  'serverless.js',
  'serverless.mjs',
  'serverless.cjs',
  'cloudformation.yaml',
  'cloudformation.yml',
  'cloudformation.json',
  'cdk.out',
];

/** The template to serve: the one named, relative to the project or to where the user stands, or the first usual name. */
export async function findTemplate(projectRoot: string, named: string | undefined, cwd: string): Promise<FoundTemplate | Failure> {
  if (named !== undefined) {
    for (const path of [resolve(projectRoot, named), resolve(cwd, named)]) if (await exists(path)) return templateAt(path);
    return { message: `There is no file ${named} in ${projectRoot}.`, hint: 'Name the template by its path: --template FILE.' };
  }
  const folder = await stat(projectRoot).catch(() => undefined);
  if (!folder) return { message: `There is no folder ${projectRoot}.`, hint: 'Name the folder of your project: gatewright dev DIR.' };
  if (!folder.isDirectory() || (await isCloudAssembly(projectRoot))) return templateAt(projectRoot);
  const present = new Set(await readdir(projectRoot));
  const [file, ...others] = usualNames.filter((it) => present.has(it));
  if (file === 'cdk.out') return templateAt(resolve(projectRoot, file));
  if (file) return { root: projectRoot, file, others };
  if (present.has('cdk.json')) {
    return { message: `The CDK app in ${projectRoot} has not been synthesized.`, hint: 'Run `cdk synth`, then start again.' };
  }
  return {
    message: `There is no template in ${projectRoot}: looked for ${usualNames.slice(0, 5).join(', ')}, cloudformation.yaml and cdk.out.`,
    hint: 'Name it with --template FILE, or start in the folder of your SAM, Serverless or CDK project.',
  };
}

/** The template that a path means: a file, or in the folder of a cloud assembly the stack to serve. */
async function templateAt(path: string): Promise<FoundTemplate | Failure> {
  const isFolder = (await stat(path)).isDirectory();
  const assembly = isFolder ? path : dirname(path);
  if (!(await isCloudAssembly(assembly))) {
    if (!isFolder) return { root: dirname(path), file: basename(path), others: [] };
    return { message: `${path} is a folder without a cloud assembly.`, hint: 'Name the template by its path: --template FILE.' };
  }
  // Stages nest assemblies in the app's own; what is served lives beside the outermost.
  let outermost = assembly;
  while (await isCloudAssembly(dirname(outermost))) outermost = dirname(outermost);
  const root = dirname(outermost);
  if (!isFolder && basename(path) !== 'manifest.json') return { root, file: relative(root, path).replaceAll('\\', '/'), others: [] };
  return findCdkStack(root, relative(root, assembly).replaceAll('\\', '/'));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
