import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests that start the real command line run what users run: the bundle. Built once, before any test file. */
export default function buildOnce(): void {
  try {
    execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))], { stdio: 'pipe' });
  } catch (error) {
    process.stderr.write(`The build failed, so tests of the command line will fail: ${String(error).slice(0, 2000)}\n`);
  }
}
