// Records what the Serverless Framework itself makes of each golden case: `node test/serverless-record.mjs <osls' bin/serverless.js>`.
// The answer is written to osls.json beside the case, where serverless-osls.test.ts compares with it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , osls, ...chosen] = process.argv;
const golden = new URL('golden/', import.meta.url).pathname;
const names = readdirSync(golden).filter((it) => it.startsWith('serverless-') && (chosen.length === 0 || chosen.includes(it)));
const environment = { ...process.env, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', SLS_DEPRECATION_NOTIFICATION_MODE: 'warn' };

for (const name of names) {
  const folder = mkdtempSync(join(tmpdir(), 'osls-'));
  cpSync(join(golden, name), folder, { recursive: true, filter: (it) => !/(?:template|osls)\.json$/.test(it) });
  // A package must hold at least one file.
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'handler.js'), '');
  const { status, stdout, stderr } = spawnSync(process.execPath, [osls, 'package'], { cwd: folder, env: environment, encoding: 'utf8' });
  const written = join(folder, '.serverless', 'cloudformation-template-update-stack.json');
  if (status === 0 && existsSync(written)) {
    writeFileSync(join(golden, name, 'osls.json'), `${JSON.stringify(JSON.parse(readFileSync(written, 'utf8')), null, 2)}\n`);
    console.log(`${name}: recorded`);
  } else {
    console.log(`${name}: refused\n${(stderr + stdout).split('\n').slice(0, 12).join('\n')}`);
  }
  rmSync(folder, { recursive: true });
}
