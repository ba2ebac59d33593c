import { isMapping } from '../source.ts';
import type { ReadFile } from '../template.ts';
import { type AssemblyStack, readCloudAssembly, readJson } from './cloud-assembly.ts';

/** The stack of a CDK app that is served, and those that could be. */
export interface ChosenStack {
  readonly chosen: AssemblyStack;
  readonly others: readonly AssemblyStack[];
}

/** What makes a stack the one a person wants to call, the first the most. */
const wanted = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::CloudFormation::Stack', 'AWS::Lambda::Function'];

/**
 * The stack to serve of what `cdk synth` wrote: the one there is, or the first with an API. Undefined when there is none.
 *
 * @param manifestFile `cdk.out/manifest.json`
 */
export async function chooseStack(manifestFile: string, readFile: ReadFile): Promise<ChosenStack | undefined> {
  const stacks = (await readCloudAssembly(manifestFile, readFile)) ?? [];
  const ranked = await Promise.all(stacks.map(async (stack) => ({ stack, rank: stacks.length > 1 ? await rankOf(stack, readFile) : 0 })));
  // The sort is stable: among equals the app's own order holds.
  const [first, ...rest] = ranked.sort((left, right) => left.rank - right.rank).map((it) => it.stack);
  return first && { chosen: first, others: rest };
}

async function rankOf({ templateFile }: AssemblyStack, readFile: ReadFile): Promise<number> {
  const { Resources: resources } = (await readJson(templateFile, readFile)) ?? {};
  const types = new Set(isMapping(resources) ? Object.values(resources).map((it) => (isMapping(it) ? it.Type : undefined)) : []);
  const rank = wanted.findIndex((type) => types.has(type));
  return rank < 0 ? wanted.length : rank;
}
