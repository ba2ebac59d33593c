import { createRequire } from 'node:module';
import type { KnownPackage } from '../environment-configuration.ts';

/** Loads packages before the code that asks for them. One that fails is left alone: the code will ask again, and get the error itself. */
export async function loadPackages(packages: readonly KnownPackage[]): Promise<void> {
  for (const { from, path } of packages) {
    try {
      if (path.startsWith('file:')) await import(path);
      else createRequire(from)(path);
    } catch {
      // See above.
    }
  }
}
