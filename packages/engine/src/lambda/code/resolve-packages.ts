import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImportKind, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

const marker = Symbol('resolved by gatewright');
const providedPackages = /^@(aws-sdk|smithy|aws)\//;

export interface PackageOptions {
  readonly format: 'cjs' | 'esm';
  /** Patterns of the user's own External. */
  readonly externals: readonly string[];
  /** A file from whose place the AWS SDK is found when the project has not installed it. */
  readonly sdkFrom: string;
}

/**
 * Leaves installed packages outside of a bundle, named by the file they resolve to from the importer's place, so that the bundle may lie
 * anywhere. A package whose real place is outside of node_modules is the user's own, linked by a workspace: it is bundled, from its
 * TypeScript sources where its exports offer them under `source`.
 */
export function resolvePackages(options: PackageOptions): Plugin {
  return {
    name: 'gatewright-packages',
    setup: (build) => {
      build.onResolve(
        { filter: /^[^./\\]/ },
        async ({ path, kind, importer, resolveDir, pluginData }): Promise<OnResolveResult | undefined> => {
          if (kind === 'entry-point' || pluginData === marker || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
          if (isBuiltin(path) || options.externals.some((it) => matchesPattern(it, path))) return { path, external: true };
          const source = linkedSource(path, resolveDir);
          if (source !== undefined) return { path: source };
          // Bundled to CommonJS, an import becomes a require; it must find what require finds.
          const asKind = options.format === 'cjs' && kind === 'import-statement' ? 'require-call' : kind;
          let found = await build.resolve(path, { kind: asKind, importer, resolveDir, pluginData: marker });
          if (found.errors.length > 0 && asKind !== kind)
            found = await build.resolve(path, { kind, importer, resolveDir, pluginData: marker });
          if (found.errors.length > 0 && providedPackages.test(path)) found = await resolveProvided(build, path, asKind, options.sdkFrom);
          if (found.errors.length > 0 || found.external) return undefined;
          if (!found.path.includes(`${sep}node_modules${sep}`)) return { path: found.path };
          const asUrl = options.format === 'esm' && kind !== 'require-call' && kind !== 'require-resolve';
          return { path: asUrl ? pathToFileURL(found.path).href : found.path, external: true };
        },
      );
    },
  };
}

function resolveProvided(build: PluginBuild, path: string, kind: ImportKind, sdkFrom: string): ReturnType<PluginBuild['resolve']> {
  return build.resolve(path, { kind, importer: sdkFrom, resolveDir: dirname(sdkFrom), pluginData: marker });
}

/** esbuild's patterns have at most one star. */
export function matchesPattern(pattern: string, path: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return path === pattern || path.startsWith(`${pattern}/`);
  return path.length >= before.length + after.length && path.startsWith(before) && path.endsWith(after);
}

/** The TypeScript source of a package that a workspace links in, where its exports offer one; it need not be built. */
export function linkedSource(path: string, resolveDir: string): string | undefined {
  const name = path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
  const folder = packageFolder(name, resolveDir);
  if (folder === undefined || folder.includes(`${sep}node_modules${sep}`)) return undefined;
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports?: Record<string, unknown> };
  const subpath = path === name ? '.' : `.${path.slice(name.length)}`;
  const target = exports?.[subpath] ?? (subpath === '.' ? exports : undefined);
  const source = typeof target === 'object' && target !== null && 'source' in target ? target.source : undefined;
  const file = typeof source === 'string' ? join(folder, source) : undefined;
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** The real folder of the package that Node would find from here. */
export function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}
