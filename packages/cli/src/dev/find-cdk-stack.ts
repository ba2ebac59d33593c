import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseStack } from '@gatewright/template';
import type { Failure } from './environment-file.ts';
import type { FoundTemplate } from './found-template.ts';

/** True for a folder that `cdk synth` wrote. */
export async function isCloudAssembly(folder: string): Promise<boolean> {
  const isFile = async (name: string): Promise<boolean> => (await stat(join(folder, name)).catch(() => undefined))?.isFile() === true;
  return (await isFile('manifest.json')) && (await isFile('cdk.out'));
}

/**
 * The stack of a CDK app that is served: the one there is, or the first with an API.
 *
 * @param root absolute folder that the assembly's name is relative to
 */
export async function findCdkStack(root: string, assembly: string): Promise<FoundTemplate | Failure> {
  const found = await chooseStack(`${assembly}/manifest.json`, (path) => readFile(join(root, path), 'utf8'));
  if (!found)
    return { message: `The cloud assembly ${join(root, assembly)} has no stack.`, hint: 'Run `cdk synth` in an app that has one.' };
  return { root, file: found.chosen.templateFile, others: found.others.map((it) => it.templateFile) };
}
