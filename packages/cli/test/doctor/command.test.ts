// gatewright doctor: what it prints and how it ends. What it finds is in article.test.ts and rules.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseInput, UsageError } from '../../src/command.ts';
import { doctor } from '../../src/commands/doctor.ts';

const template = (runtime: string): string =>
  `service: shop\nprovider: { name: aws, runtime: ${runtime} }\nfunctions:\n  api:\n    handler: handler.handler\n    events:\n      - http: GET /orders\n`;
const faulty = 'exports.handler = async () => ({ statusCode: 200, body: loadOrders() });\n';
const good = "exports.handler = async () => ({ statusCode: 200, body: '' });\n";

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const idle = { interactive: false, columns: 100, cwd: folder, env: {}, onInterrupt: () => () => {}, onKey: () => () => {} };
  const code = await doctor.run(parseInput(doctor, args), { out: (line) => out.push(line), error: (line) => error.push(line), ...idle });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

describe('gatewright doctor', () => {
  test('says where, what, the line and the cure, and ends with 1 for an error', async () => {
    write({ 'serverless.yml': template('nodejs24.x'), 'handler.js': faulty });
    const { code, out } = await run([]);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'handler.js:1:57 error UNDECLARED_NAME',
        '  "loadOrders" is declared nowhere: this line throws ReferenceError: loadOrders is not defined when it is reached.',
        '  1 | exports.handler = async () => ({ statusCode: 200, body: loadOrders() });',
        '    |                                                         ^^^^^^^^^^',
        '  Write loadOrders, or import it from the module that has it.',
        '',
        '1 error, 0 warnings, 0 notes. Each has a section in docs/doctor.md or docs/errors.md.',
      ].join('\n'),
    );
  });

  test('ends with 0 when there is nothing to say', async () => {
    write({ 'serverless.yml': template('nodejs24.x'), 'handler.js': good });
    expect(await run(['.'])).toEqual({ code: 0, out: 'No faults found.', error: '' });
  });

  test('ends with 0 for warnings alone', async () => {
    write({ 'serverless.yml': template('nodejs14.x'), 'handler.js': good });
    const { code, out } = await run([]);
    expect(code).toBe(0);
    expect(out).toContain('serverless.yml:2:33 warning DEAD_RUNTIME');
  });

  test('writes one object a line with --format json', async () => {
    write({ 'serverless.yml': template('nodejs24.x'), 'handler.js': faulty });
    const { out } = await run(['--format', 'json']);
    const [finding, summary] = out.split('\n').map((it) => JSON.parse(it));
    expect(finding).toMatchObject({
      type: 'finding',
      rule: 'UNDECLARED_NAME',
      severity: 'error',
      at: { file: 'handler.js', line: 1 },
      docs: 'docs/doctor.md#undeclared_name',
    });
    expect(summary).toEqual({ type: 'summary', error: 1, warning: 0, note: 0 });
  });

  test('judges the code although the template does not compile', async () => {
    write({ 'serverless.yml': 'service: shop\n  provider: [', 'handler.js': faulty });
    const { code, out } = await run([]);
    expect(code).toBe(1);
    expect(out).toContain('SYNTAX_ERROR');
    expect(out).toContain('UNDECLARED_NAME');
  });

  test('names a folder without a template', async () => {
    expect(await run([])).toMatchObject({ code: 1, error: expect.stringContaining('There is no template') });
  });

  test('knows two formats', async () => {
    await expect(run(['--format', 'xml'])).rejects.toThrow(UsageError);
  });
});
