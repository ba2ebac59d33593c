import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files that cannot be loaded; they are written where no formatter and no compiler comes by. */
const files: { readonly [file: string]: string } = {
  'package.json': '{ "private": true, "type": "commonjs" }',
  'syntax.js': 'exports.handler = async () => {\n  return 1 +;\n};\n',
  'missing-package.js': "const AWS = require('aws-sdk-that-is-not-there');\nexports.handler = async () => AWS;\n",
  'missing-file.js': "const users = require('./routs/users');\nexports.handler = async () => users;\n",
  'throws.js': "throw new RangeError('while loading');\n",
  'missing-module.mjs': "import missing from 'not-there';\nexport const handler = async () => missing;\n",
  'module-syntax.js': 'export const handler = async () => 1;\n',
  'exits.js': 'process.exit(4);\n',
  'typed-syntax.ts': 'export const handler = async (): Promise<number> => {\n  return 1 +;\n};\n',
  'typed-import.ts': "import { users } from './rotes.ts';\nexport const handler = async (): Promise<unknown> => users;\n",
  'routes.ts': 'export const users = 1;\n',
};

/** A new folder with broken files; who asks for it removes it. */
export function brokenProject(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-broken-')));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}
