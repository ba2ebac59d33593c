import type { Value } from '@gatewright/template';
import type { BuildOptions, Loader } from 'esbuild';

type Settings = { readonly [option: string]: Value };

/**
 * The user's esbuild settings as esbuild takes them: SAM's BuildProperties begin with capitals and write pairs as `.png=file`,
 * serverless's are esbuild's own.
 *
 * @source "Building Node.js Lambda functions with esbuild", AWS SAM developer guide; serverless's `build.esbuild`
 */
export function esbuildOptions(settings: Settings): BuildOptions {
  const options: BuildOptions = {};
  const minify = setting(settings, 'minify');
  if (typeof minify === 'boolean') options.minify = minify;
  const target = settingList(settings, 'target');
  if (target.length > 0) options.target = [...target];
  const mainFields = settingList(settings, 'mainFields').flatMap((it) => it.split(','));
  if (mainFields.length > 0) options.mainFields = mainFields;
  const conditions = settingList(settings, 'conditions');
  if (conditions.length > 0) options.conditions = [...conditions];
  const loader = settingPairs(settings, 'loader');
  if (loader) options.loader = loader as Record<string, Loader>;
  const define = settingPairs(settings, 'define');
  if (define) options.define = define;
  const alias = settingPairs(settings, 'alias');
  if (alias) options.alias = alias;
  const banner = bannerOf(settings);
  if (banner) options.banner = banner;
  const footer = settingPairs(settings, 'footer');
  if (footer) options.footer = footer;
  for (const name of ['keepNames', 'treeShaking'] as const) {
    const value = setting(settings, name);
    if (typeof value === 'boolean') options[name] = value;
  }
  for (const name of ['jsxFactory', 'jsxFragment', 'jsxImportSource', 'tsconfig'] as const) {
    const value = setting(settings, name);
    if (typeof value === 'string') options[name] = value;
  }
  const jsx = setting(settings, 'jsx');
  if (jsx === 'transform' || jsx === 'preserve' || jsx === 'automatic') options.jsx = jsx;
  return options;
}

/** Names and patterns that stay outside of the bundle. */
export function externalsOf(settings: Settings): readonly string[] {
  return [...settingList(settings, 'external'), ...settingList(settings, 'exclude')];
}

export function formatOf(settings: Settings): 'cjs' | 'esm' | undefined {
  const format = setting(settings, 'format');
  return format === 'cjs' || format === 'esm' ? format : undefined;
}

/** A setting that is a list, or one text. */
export function settingList(settings: Settings, name: string): readonly string[] {
  const value = setting(settings, name);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
}

export function setting(settings: Settings, name: string): Value | undefined {
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return settings[name] ?? settings[capital];
}

/** `{ '.png': 'file' }`, or `['.png=file']`. */
function settingPairs(settings: Settings, name: string): Record<string, string> | undefined {
  const value = setting(settings, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, typeof it === 'string' ? it : JSON.stringify(it)]));
  }
  const pairs = settingList(settings, name).map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)] as const);
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

/** SAM writes the text of the JavaScript banner alone, or as `js=TEXT`. */
function bannerOf(settings: Settings): Record<string, string> | undefined {
  const value = setting(settings, 'banner');
  if (typeof value === 'string') return { js: value.replace(/^js=/, '') };
  return settingPairs(settings, 'banner');
}
