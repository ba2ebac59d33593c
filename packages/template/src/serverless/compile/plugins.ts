import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';

const bundlers = 'gatewright bundles with esbuild by itself.';

/** What each common plugin means for a local run. */
const plugins: { readonly [name: string]: { readonly refused?: string; readonly hint?: string } } = {
  'serverless-domain-manager': {},
  'serverless-dotenv-plugin': {
    refused: 'it reads .env files by rules of its own.',
    hint: 'Set "useDotenv: true", which Serverless has built in, and name the variables under provider.environment.',
  },
  'serverless-esbuild': {},
  'serverless-offline': {},
  'serverless-plugin-typescript': {},
  'serverless-prune-plugin': {},
  'serverless-bundle': {
    refused: 'it builds with webpack and settings of its own.',
    hint: `${bundlers} Run with --allow-unsupported to do so.`,
  },
  'serverless-webpack': { refused: 'its configuration is code.', hint: `${bundlers} Run with --allow-unsupported to do so.` },
};

/** A plugin may change anything, so each is known or refused by name. */
export function checkPlugins(root: Section): void {
  const written = root.raw('plugins');
  const list = isMapping(written) ? root.section('plugins')?.list('modules') : root.list('plugins');
  for (const [index, name] of (list ?? []).entries()) {
    const plugin =
      typeof name === 'string' && Object.hasOwn(plugins, name) ? plugins[name] : { refused: 'it is code that gatewright does not run.' };
    if (!plugin?.refused) continue;
    const at = list ? placeOfMember(list, index) : undefined;
    const hint = plugin.hint ?? 'Run with --allow-unsupported to go on without it.';
    root.report({
      code: 'UNSUPPORTED_PROPERTY',
      message: `The plugin ${JSON.stringify(name)} is not honoured: ${plugin.refused}`,
      at,
      hint,
      unsupported: true,
    });
  }
}

/** The esbuild settings of `custom.esbuild`, when serverless-esbuild would read them. */
export function esbuildSettings(root: Section): { readonly [option: string]: Value } | undefined {
  const plugins = root.raw('plugins');
  const custom = root.section('custom');
  if (!Array.isArray(plugins) || !plugins.includes('serverless-esbuild') || !isMapping(custom?.raw('esbuild'))) return undefined;
  const settings = custom?.section('esbuild');
  settings?.refuse('plugins', 'it is code that gatewright does not run.', 'Run with --allow-unsupported to bundle without these plugins.');
  return settings?.value;
}
