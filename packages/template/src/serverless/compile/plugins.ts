import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Section } from '../section.ts';

const bundlers = 'gatewright bundles with esbuild by itself.';

/** What a plugin means for a local run: nothing, an effect that is reproduced, or why it is refused. */
interface Plugin {
  readonly refused?: string;
  /** What in the file it is refused for; without it the plugin itself is. */
  readonly when?: RegExp;
  readonly hint?: string;
  /** What it adds to functions. */
  readonly functionProperties?: readonly string[];
}

/** Does its work at a deployment, or beside a local run of its own. */
const none: Plugin = {};

const plugins: { readonly [name: string]: Plugin } = {
  'serverless-apigw-binary': none,
  'serverless-associate-waf': none,
  'serverless-bundle': none,
  'serverless-deployment-bucket': none,
  'serverless-domain-manager': none,
  'serverless-dotenv-plugin': {
    refused: 'its "dotenvParser" is code, and "variableExpansion: false" reads files in another order.',
    when: /"dotenv":\{[^}]*"(?:dotenvParser|variableExpansion":false)/,
    hint: 'Remove the setting, or set "useDotenv: true", which Serverless has built in.',
  },
  'serverless-dynamodb': none,
  'serverless-dynamodb-local': none,
  'serverless-esbuild': none,
  'serverless-export-env': none,
  'serverless-finch': none,
  'serverless-iam-roles-per-function': {
    functionProperties: ['iamPermissionsBoundary', 'iamRoleStatements', 'iamRoleStatementsInherit', 'iamRoleStatementsName'],
  },
  'serverless-jetpack': none,
  'serverless-offline': none,
  'serverless-offline-sns': none,
  'serverless-offline-sqs': none,
  'serverless-offline-ssm': none,
  'serverless-plugin-aws-alerts': { functionProperties: ['alarms'] },
  'serverless-plugin-canary-deployments': { functionProperties: ['deploymentSettings'] },
  'serverless-plugin-common-excludes': none,
  'serverless-plugin-include-dependencies': none,
  'serverless-plugin-log-retention': none,
  'serverless-plugin-monorepo': none,
  'serverless-plugin-optimize': { functionProperties: ['optimize'] },
  'serverless-plugin-resource-tagging': none,
  'serverless-plugin-split-stacks': none,
  'serverless-plugin-typescript': none,
  'serverless-plugin-warmup': { functionProperties: ['warmup'] },
  'serverless-prune-plugin': none,
  'serverless-pseudo-parameters': {
    refused: 'its "skipRegionReplace: false" puts the region of the stack in the place of every region that is written.',
    when: /"pseudoParameters":\{[^}]*"skipRegionReplace":false/,
    hint: `Write !Sub with \${AWS::Region}, which CloudFormation has built in, and take the setting out.`,
  },
  'serverless-python-requirements': none,
  'serverless-s3-local': none,
  'serverless-s3-sync': none,
  'serverless-stack-output': none,
  'serverless-webpack': { refused: 'its configuration is code.', hint: `${bundlers} Run with --allow-unsupported to do so.` },
};

/** The plugins that are named; an item that is no text counts as none. */
function namesOf(root: Section): readonly Value[] {
  const written = root.raw('plugins');
  return (isMapping(written) ? root.section('plugins')?.list('modules') : root.list('plugins')) ?? [];
}

export function hasPlugin(root: Section, name: string): boolean {
  return namesOf(root).includes(name);
}

/** What the plugins of this file add to the properties of a function. */
export function pluginFunctionProperties(root: Section): readonly string[] {
  return namesOf(root).flatMap((it) =>
    typeof it === 'string' && Object.hasOwn(plugins, it) ? (plugins[it]?.functionProperties ?? []) : [],
  );
}

/**
 * A plugin may change anything, so each is known or refused by name.
 *
 * @returns whether there is one that is refused: what else is unknown in the file may be its own
 */
export function checkPlugins(root: Section): boolean {
  let isRefused = false;
  const list = namesOf(root);
  for (const [index, name] of list.entries()) {
    const plugin: Plugin | undefined =
      typeof name === 'string' && Object.hasOwn(plugins, name) ? plugins[name] : { refused: 'it is code that gatewright does not run.' };
    if (!plugin?.refused || (plugin.when && !plugin.when.test(JSON.stringify(root.value)))) continue;
    isRefused = true;
    const at = placeOfMember(list, index);
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
  const custom = root.section('custom');
  if (hasPlugin(root, 'serverless-bundle')) return bundleSettings(isMapping(custom?.raw('bundle')) ? custom?.section('bundle') : undefined);
  if (!hasPlugin(root, 'serverless-esbuild') || !isMapping(custom?.raw('esbuild'))) return undefined;
  const settings = custom?.section('esbuild');
  settings?.refuse('plugins', 'it is code that gatewright does not run.', 'Run with --allow-unsupported to bundle without these plugins.');
  return settings?.value;
}

/** serverless-bundle's settings that say what the bundle holds; the rest is how webpack makes it. */
function bundleSettings(bundle: Section | undefined): { readonly [option: string]: Value } {
  const externals = bundle?.raw('externals');
  const aliases = bundle?.list('aliases') ?? [];
  return {
    ...(externals === 'all' && { packages: 'external' }),
    ...(externals !== undefined && externals !== 'all' && { external: bundle?.texts('externals') ?? [] }),
    ...(bundle?.raw('sourcemaps') !== undefined && { sourcemap: bundle.flag('sourcemaps') ?? true }),
    ...(aliases.length > 0 && { alias: Object.assign({}, ...aliases.filter(isMapping)) }),
  };
}

/** Whether serverless-pseudo-parameters takes references to resources too; undefined without the plugin. */
export function pseudoParameterReferences(root: Section): boolean | undefined {
  if (!hasPlugin(root, 'serverless-pseudo-parameters')) return undefined;
  return root.section('custom')?.section('pseudoParameters')?.flag('allowReferences') ?? true;
}

/** The media types of serverless-apigw-binary, which it sets at the REST API. */
export function binaryTypes(root: Section): readonly Value[] | undefined {
  const settings = hasPlugin(root, 'serverless-apigw-binary') ? root.section('custom')?.section('apigwBinary') : undefined;
  return settings?.list('types');
}
