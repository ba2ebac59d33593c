// The doctor reads whatever people write: it neither throws nor hangs, and no rule gives up. What it says of it does not matter here.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from './judge.ts';

async function survives(files: Readonly<Record<string, string>>): Promise<void> {
  const found = await judge(files);
  expect(found.filter((it) => it.message.startsWith('This rule could not judge'))).toEqual([]);
  for (const { at } of found) expect(at.line).toBeGreaterThan(0);
}

const nested = (open: string, close: string, times: number): string => open.repeat(times) + close.repeat(times);

describe('odd code', () => {
  test.each([
    ['nothing', ''],
    ['a byte order mark', '\ufeffexports.handler = async () => 1;'],
    ['binary', '\u0000\u0001\ufffd\u0000'],
    [
      'constants in a circle',
      'const a = b, b = a; exports.handler = async (event) => { const { x } = x; return { statusCode: a, headers: { ...a }, body: b + event.path }; };',
    ],
    ['a name that stands for itself', 'var event = event; exports.handler = event; module.exports.handler = module.exports;'],
    ['calls in calls', `exports.handler = ${nested('f(', ')', 400)};`],
    ['members of members', `exports.handler = async (event) => event${'.a'.repeat(3000)};`],
    ['sums of sums', `exports.handler = async (event) => event.path${' + event.path'.repeat(2000)} === '/a';`],
    ['deep arrays', `exports.handler = ${nested('[', ']', 500)};`],
    [
      'constants that double',
      `${Array.from({ length: 60 }, (_, i) => `const c${i + 1} = { ...c${i}, ...c${i} };`).join('')} const c0 = {}; exports.handler = async () => ({ statusCode: 200, headers: c60, body: '' });`,
    ],
    ['brackets without end', nested('[', ']', 100_000)],
    ['blocks without end', nested('if (a) {', '}', 50_000)],
    ['a chain of else', `if (a) {}${' else if (a) {}'.repeat(20_000)}`],
    ['a sum without end', `exports.a = 1${' + 1'.repeat(200_000)};`],
    ['a choice without end', `exports.a = ${'b ? {} : '.repeat(50_000)}1;`],
    ['odd patterns', 'exports.handler = async ({ body: { a: [, b = 1, ...c] = [] } = {}, ["x" + 1]: d, ...e }, ...f) => [b, c, d, e, f];'],
    [
      'a class of everything',
      'export default class extends (class {}) { static { this.a = 1; } #b = 2; get [Symbol.iterator]() { return this.#b; } static async *c() { yield* []; } }',
    ],
    [
      'odd process.env',
      'const { env } = process; exports.handler = async (event) => env[event.path] + process.env[`A${event.path}`] + process["env"].B;',
    ],
    [
      'odd requires',
      'require(); require(1); require("./" + x); import("./y"); const { a } = require("aws-sdk"); new a(); new (require("aws-sdk").DynamoDB)().scan();',
    ],
  ])('%s', async (_name, text) => {
    await survives({ 'handler.js': text });
    await survives({ 'handler.ts': text });
  });

  test('files that import each other', async () => {
    await survives({ 'handler.js': "require('./a'); exports.handler = async () => 1;", 'a.js': "require('./handler'); require('./a');" });
  });

  test('a file too large to be hand-written', async () => {
    await survives({ 'handler.js': `exports.handler = async () => 1; //${'x'.repeat(2_000_000)}` });
  });

  test('any text', async () => {
    const piece = fc.constantFrom(
      'event',
      '.body',
      '.headers',
      "['x']",
      '?.',
      '(',
      ')',
      '{',
      '}',
      '=>',
      'async ',
      'await ',
      'return ',
      'const a = ',
      ';',
      '...',
      "'/a'",
      '===',
      'JSON.parse',
      'exports.handler = ',
      'statusCode: 200',
      ',',
      'catch',
      'try',
      '[',
      ']',
      '`${',
      '}`',
      'switch',
      'case ',
      ':',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), (pieces) => survives({ 'handler.js': pieces.join('') })),
      { numRuns: 100 },
    );
  });

  test('any value in a template', async () => {
    const value = fc.jsonValue();
    const types = fc.constantFrom(
      'AWS::Lambda::Function',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::Method',
      'AWS::ApiGateway::Stage',
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Route',
      'AWS::DynamoDB::Table',
      'AWS::IAM::Role',
      'AWS::IAM::Policy',
    );
    const names = fc.constantFrom(
      'Handler',
      'Runtime',
      'Role',
      'Environment',
      'Policies',
      'Body',
      'Integration',
      'RestApiId',
      'ResourceId',
      'TableName',
      'RouteKey',
      'Target',
      'StageName',
      'ManagedPolicyArns',
    );
    const resource = fc.record({ Type: types, Properties: fc.dictionary(names, value) });
    const resources = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), resource);
    await fc.assert(
      fc.asyncProperty(resources, (Resources) => survives({ 'cloudformation.json': JSON.stringify({ Resources }), 'handler.js': '' })),
      { numRuns: 100 },
    );
  });
});
