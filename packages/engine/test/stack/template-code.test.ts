// Code and layers as a template names them: failures of inline code are shown at the template's own line; a layer that `sam build` is to
// build is seen as it builds it.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { InvocationFailure } from '../../src/trace/trace.ts';

let engine: Engine;
let folder: string;
let failures: InvocationFailure[];
let port: number | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-code-'));
  failures = [];
  port = undefined;
  engine = await createEngine({
    projectRoot: folder,
    dataRoot: undefined,
    onRequest: ({ invocation }) => {
      if (invocation?.error) failures.push(invocation.error);
    },
  });
});

afterEach(() => engine.stop());

/** Applies a template, and answers what its one route says. */
async function answerOf(text: string, name = 'template.yaml'): Promise<string> {
  writeFileSync(join(folder, name), text);
  const options = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const compiled = await loadTemplate(name, { readFile: async () => text, ...options });
  const diagnostics = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters: {}, allowUnsupported: false }))];
  expect(diagnostics.filter((it) => it.severity === 'error')).toEqual([]);
  port ??= (await engine.listen({ port: 0, awsPort: 0 })).port;
  return (await fetch(`http://127.0.0.1:${port}/it`)).text();
}

const route = `
      Events: { Get: { Type: HttpApi, Properties: { Path: /it, Method: get } } }`;

const inlineCases: [what: string, template: string, place: string][] = [
  [
    'a block',
    `Transform: AWS::Serverless-2016-10-31
Resources:
  It:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: |
        exports.handler = async () => {
          return boom();
        };${route}`,
    'template.yaml:10',
  ],
  [
    'a block with names put in, after an empty line',
    `Transform: AWS::Serverless-2016-10-31
Resources:
  It:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: !Sub |

        const region = '\${AWS::Region}';
        exports.handler = async () => boom(region);${route}`,
    'template.yaml:11',
  ],
  [
    'one line',
    `Transform: AWS::Serverless-2016-10-31
Resources:
  It:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: 'exports.handler = async () => boom();'${route}`,
    'template.yaml:8',
  ],
];

test.each(inlineCases)('inline code in %s', async (_, template, place) => {
  await answerOf(template);
  const [failure] = failures;
  expect(`${failure?.at?.file}:${failure?.at?.line}`).toBe(place);
  expect(failure?.errorType).toBe('ReferenceError');
});

test('inline code that has moved down', async () => {
  const [, template = ''] = inlineCases[0] ?? [];
  await answerOf(template);
  await answerOf(`# A line above.\n${template}`);
  expect(failures.map((it) => it.at?.line)).toEqual([10, 11]);
});

const layerCases: [what: string, folder: string, metadata: string][] = [
  ['built by the runtime', 'layer/node_modules/tiny', 'BuildMethod: nodejs22.x'],
  ['laid out by hand', 'layer/nodejs/node_modules/tiny', ''],
  ['laid out by hand, and built', 'layer/nodejs/node_modules/tiny', 'BuildMethod: nodejs22.x'],
];

// Source: "Building Lambda layers in AWS SAM", AWS SAM developer guide.
test.each(layerCases)('a layer %s', async (_, packages, metadata) => {
  mkdirSync(join(folder, packages), { recursive: true });
  writeFileSync(join(folder, packages, 'index.js'), "module.exports = 'tiny'");
  writeFileSync(join(folder, 'app.js'), "const tiny = require('tiny'); exports.handler = async () => tiny;");
  const answer = await answerOf(`Transform: AWS::Serverless-2016-10-31
Resources:
  Deps:
    Type: AWS::Serverless::LayerVersion
    Metadata: { ${metadata} }
    Properties: { ContentUri: layer/, CompatibleRuntimes: [nodejs22.x] }
  It:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
      Layers: [!Ref Deps]${route}`);
  expect(answer).toBe('tiny');
});
