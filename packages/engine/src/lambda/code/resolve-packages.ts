import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OnResolveResult, Plugin, PluginBuild } from 'esbuild';

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
          if (isBuiltin(path) || options.externals.some((it) => matches(it, path))) return { path, external: true };
          // Bundled to CommonJS, an import becomes a require; it must find what require finds.
          const asKind = options.format === 'cjs' && kind === 'import-statement' ? 'require-call' : kind;
          let found = await build.resolve(path, { kind: asKind, importer, resolveDir, pluginData: marker });
          if (found.errors.length > 0 && asKind !== kind)
            found = await build.resolve(path, { kind, importer, resolveDir, pluginData: marker });
          if (found.errors.length > 0 && providedPackages.test(path)) found = await resolveProvided(build, path, asKind, options.sdkFrom);
          if (found.errors.length > 0 || found.external) return undefined;
          if (!found.path.includes(`${sep}node_modules${sep}`)) return { path: sourceOf(path, found.path) ?? found.path };
          const asUrl = options.format === 'esm' && kind !== 'require-call' && kind !== 'require-resolve';
          return { path: asUrl ? pathToFileURL(found.path).href : found.path, external: true };
        },
      );
    },
  };
}

function resolveProvided(
  build: PluginBuild,
  path: string,
  kind: Parameters<PluginBuild['resolve']>[1] extends infer O ? (O extends { kind?: infer K } ? NonNullable<K> : never) : never,
  sdkFrom: string,
): ReturnType<PluginBuild['resolve']> {
  return build.resolve(path, { kind, importer: sdkFrom, resolveDir: dirname(sdkFrom), pluginData: marker });
}

/** esbuild's patterns have at most one star. */
function matches(pattern: string, path: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return path === pattern || path.startsWith(`${pattern}/`);
  return path.length >= before.length + after.length && path.startsWith(before) && path.endsWith(after);
}

/** What the linked package's exports offer under `source` for this import, when it does. */
function sourceOf(path: string, resolved: string): string | undefined {
  const nameParts = path.split('/');
  const name = nameParts.slice(0, path.startsWith('@') ? 2 : 1).join('/');
  const subpath = path === name ? '.' : `.${path.slice(name.length)}`;
  for (let folder = dirname(resolved); dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const { name: found, exports } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; exports?: Record<string, unknown> };
    if (found !== name) return undefined;
    const target = exports?.[subpath] ?? (subpath === '.' ? exports : undefined);
    const source = typeof target === 'object' && target !== null && 'source' in target ? target.source : undefined;
    const sourceFile = typeof source === 'string' ? join(folder, source) : undefined;
    return sourceFile !== undefined && existsSync(sourceFile) ? sourceFile : undefined;
  }
  return undefined;
}
