// Saving an edited template while `gatewright dev` runs, through the real command: what is touched, and what a broken edit leaves alone.
// What an update does to each resource is in packages/engine/test/stack/update.test.ts.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCli } from '../../../test/start-cli.ts';

const template = (word: string, rest = ''): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Words:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
      Environment: { Variables: { WORD: ${word} } }
      Events:
        Get: { Type: Api, Properties: { Path: /word, Method: get } }
  Table:
    Type: AWS::Serverless::SimpleTable
${rest}`;

const brokenTable = `
  Broken:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: other, KeyType: HASH }]
`;

test('an edit touches what it changes, a broken one nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-dev-update-'));
  const save = (text: string): void => writeFileSync(join(folder, 'template.yaml'), text);
  save(template('one'));
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async () => ({ statusCode: 200, body: process.env.WORD });\n');
  const cli = await startCli(folder, []);
  const notice = (text: RegExp): Promise<unknown> => cli.line((it) => it.type === 'notice' && text.test(String(it.message)));
  const word = async (): Promise<string> => (await fetch(`${cli.url}/word`)).text();
  expect(await word()).toBe('one');

  save(template('two'));
  await notice(/^template\.yaml applied again in \d+ ms: Update Words\.$/);
  expect(await word()).toBe('two');

  save(template('three', brokenTable));
  await notice(/^template\.yaml has mistakes; the API goes on as it was\.$/);
  expect(cli.lines).toContainEqual(expect.objectContaining({ code: 'STACK_ROLLED_BACK' }));
  expect(await word()).toBe('two');

  save(template('three'));
  await notice(/: Update Words\.$/);
  await expect.poll(word).toBe('three');
  await cli.stop();

  const again = await startCli(folder, []);
  expect(await (await fetch(`${again.url}/word`)).text()).toBe('three');
  await again.stop();
});
