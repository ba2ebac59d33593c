// Bundles each package's `exports` to its dist folder, and the CLI (with the engine inside, so that it starts fast) to packages/cli/dist.
// `--types` also writes the declarations that the published packages need.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const esm = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  conditions: ['source'],
  logLevel: 'warning',
  metafile: true,
  absWorkingDir: root,
};

/** The sources behind a package's `exports`, by output name: `.` is `index`, `./jwt` is `jwt`. */
function entriesOf(name) {
  const { exports } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries(exports)
      .filter(([, target]) => target.source)
      .map(([subpath, target]) => [subpath === '.' ? 'index' : subpath.slice(2), join(root, 'packages', name, target.source)]),
  );
}

function bundlePackage(name, options = {}) {
  const outdir = join(root, 'packages', name, 'dist');
  return build({ ...esm, entryPoints: entriesOf(name), outdir, packages: 'external', splitting: true, ...options });
}

// Other packages are bundled into the CLI only when they are pure JavaScript; these are found in node_modules at run time.
const external = ['lmdb', 'esbuild', 'oxc-parser', '@aws-sdk/*', '@smithy/*'];

/** What a function's process starts with: a file of its own beside whatever bundle holds the engine. */
function bundleBootstrap(name) {
  const outfile = join(root, 'packages', name, 'dist/lambda-bootstrap.cjs');
  return build({
    ...esm,
    format: 'cjs',
    sourcemap: false,
    entryPoints: [join(root, 'packages/engine/src/lambda/bootstrap/main.ts')],
    outfile,
  });
}

const builds = await Promise.all([
  bundleBootstrap('engine'),
  bundleBootstrap('cli'),
  bundlePackage('api'),
  bundlePackage('template'),
  bundlePackage('engine'),
  build({
    ...esm,
    entryPoints: { main: join(root, 'packages/cli/src/main.ts') },
    outdir: join(root, 'packages/cli/dist'),
    splitting: true,
    external,
    // CommonJS packages inside an ES module bundle reach Node's own modules through this.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  }),
]);

// Chunks are named after what is in them: those of earlier builds would pile up.
const written = new Set(builds.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((it) => join(root, it))));
for (const name of ['api', 'template', 'engine', 'cli']) {
  const dist = join(root, 'packages', name, 'dist');
  for (const file of readdirSync(dist)) {
    if (/\.(c?js|map)$/.test(file) && !written.has(join(dist, file))) rmSync(join(dist, file));
  }
}

if (process.argv.includes('--types')) {
  // In this order: the engine's declarations read the template's.
  for (const name of ['api', 'template', 'engine']) {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'packages', name)], {
      stdio: 'inherit',
    });
  }
}
