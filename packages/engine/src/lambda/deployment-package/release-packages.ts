import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { OnResolveResult, Plugin } from 'esbuild';
import { linkedSource, matchesPattern } from '../code/resolve-packages.ts';

const marker = Symbol('resolved by gatewright');
const providedPackages = /^@(aws-sdk|smithy|aws)\//;

export interface ReleasePackages {
  readonly codeRoot: string;
  /** Patterns of the user's own External. */
  readonly externals: readonly string[];
  /** Absolute folders of the function's layers. */
  readonly layers: readonly string[];
}

/**
 * Takes packages into the bundle, but for those that are there on AWS: in a layer, or the SDK of the runtime where the project does not
 * depend on one of its own; as a development dependency it is there for its types and tests.
 */
export function releasePackages({ codeRoot, externals, layers }: ReleasePackages): Plugin {
  return {
    name: 'gatewright-release-packages',
    setup: (build) => {
      build.onResolve(
        { filter: /^[^./\\]/ },
        async ({ path, kind, importer, resolveDir, pluginData }): Promise<OnResolveResult | undefined> => {
          if (kind === 'entry-point' || pluginData === marker || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
          if (isBuiltin(path) || externals.some((it) => matchesPattern(it, path))) return { path, external: true };
          const provided = providedPackages.test(path);
          // A package's own imports of the SDK follow the project's choice.
          if (provided && !dependsOn(nameOf(path), codeRoot)) return { path, external: true };
          const source = linkedSource(path, resolveDir);
          if (source !== undefined) return { path: source };
          if (layers.length === 0) return undefined;
          const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: marker });
          return found.errors.length > 0 && inLayer(nameOf(path), layers) ? { path, external: true } : undefined;
        },
      );
    },
  };
}

/** The package of an import's path: `@scope/name`, `name`. */
export function nameOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether a package.json from the code upwards has the package, or one of its kin, among the dependencies that are shipped. */
function dependsOn(name: string, folder: string): boolean {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { readonly dependencies?: Record<string, string> };
    if (name in dependencies) return true;
    // What only other packages of the SDK need comes with them.
    if (!name.startsWith('@aws-sdk/client-') && Object.keys(dependencies).some((it) => it.startsWith('@aws-sdk/'))) return true;
  }
  return dirname(folder) !== folder && dependsOn(name, dirname(folder));
}

/** @source "Packaging your layer content", AWS Lambda developer guide */
function inLayer(name: string, layers: readonly string[]): boolean {
  const places = layers.flatMap((it) => [join(it, 'nodejs/node_modules'), join(it, 'node_modules')]);
  return places.some((it) => existsSync(join(it, name)));
}
