import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';

const bundlers = 'gatewright bundles with esbuild by itself.';

/** What each common plugin means for a local run. */
const plugins: { readonly [name: string]: { readonly refused?: string; readonly hint?: string } } = {
  'serverless-domain-manager': {},
  'serverless-dynamodb': {},
  'serverless-dynamodb-local': {},
  'serverless-dotenv-plugin': {
    refused: 'it reads .env files by rules of its own.',
    hint: 'Set "useDotenv: true", which Serverless has built in, and name the variables under provider.environment.',
  },
  'serverless-esbuild': {},
  'serverless-iam-roles-per-function': {
    refused: 'functions share one role here.',
    hint: 'Functions run with all rights locally: run with --allow-unsupported to go on without it.',
  },
  'serverless-offline': {},
  'serverless-offline-sns': {},
  'serverless-offline-sqs': {},
  'serverless-offline-ssm': {},
  'serverless-plugin-typescript': {},
  'serverless-prune-plugin': {},
  'serverless-pseudo-parameters': {
    refused: 'it rewrites #{AWS::Region} and the like.',
    hint: `Write !Sub with \${AWS::Region}, which CloudFormation has built in.`,
  },
  'serverless-s3-local': {},
  'serverless-bundle': {
    refused: 'it builds with webpack and settings of its own.',
    hint: `${bundlers} Run with --allow-unsupported to do so.`,
  },
  'serverless-webpack': { refused: 'its configuration is code.', hint: `${bundlers} Run with --allow-unsupported to do so.` },
};

/**
 * A plugin may change anything, so each is known or refused by name.
 *
 * @returns whether there is one that is refused: what else is unknown in the file may be its own
 */
export function checkPlugins(root: Section): boolean {
  let isRefused = false;
  const written = root.raw('plugins');
  const list = isMapping(written) ? root.section('plugins')?.list('modules') : root.list('plugins');
  for (const [index, name] of (list ?? []).entries()) {
    const plugin =
      typeof name === 'string' && Object.hasOwn(plugins, name) ? plugins[name] : { refused: 'it is code that gatewright does not run.' };
    if (!plugin?.refused) continue;
    isRefused = true;
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
  return isRefused;
}

/**
 * The esbuild settings of `build.esbuild`, or of `custom.esbuild` when serverless-esbuild would read them.
 * @source "Building", Serverless Framework v4 documentation; serverless-esbuild's README
 */
export function esbuildSettings(root: Section): { readonly [option: string]: Value } | undefined {
  const build = isMapping(root.raw('build')) ? root.section('build') : undefined;
  if (isMapping(build?.raw('esbuild'))) {
    const settings = build?.section('esbuild');
    settings?.refuse(
      'configFile',
      'it is code that gatewright does not run.',
      'Write its settings here, or run without it by --allow-unsupported.',
    );
    return settings?.value;
  }
  const plugins = root.raw('plugins');
  const custom = root.section('custom');
  if (!Array.isArray(plugins) || !plugins.includes('serverless-esbuild') || !isMapping(custom?.raw('esbuild'))) return undefined;
  const settings = custom?.section('esbuild');
  settings?.refuse('plugins', 'it is code that gatewright does not run.', 'Run with --allow-unsupported to bundle without these plugins.');
  return settings?.value;
}
