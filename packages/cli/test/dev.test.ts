// `gatewright dev` as a user's script runs it: the real command, real ports, real processes. What sources may be wrong is in
// bad-sources.test.ts; what API Gateway, Lambda and DynamoDB answer is in their own suites.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { startCli } from '../../../test/start-cli.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Words:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
      Environment: { Variables: { WORD: template, TABLE: !Ref Table } }
      Events:
        Get: { Type: Api, Properties: { Path: /word, Method: get } }
        Post: { Type: Api, Properties: { Path: /word, Method: post } }
  Table:
    Type: AWS::Serverless::SimpleTable
`;
const handlerText = (word: string): string =>
  `let calls = 0;\nexports.handler = async () => ({ statusCode: 200, body: JSON.stringify([${word}, ++calls, process.pid, process.env.HOME]) });\n`;

function projectOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-dev-'));
  const all = { 'template.yaml': template, 'app.js': handlerText('process.env.WORD'), ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return folder;
}

const word = async (url: string): Promise<unknown[]> => (await fetch(`${url}/word`)).json() as Promise<unknown[]>;

/** Whether a process runs. One that has ended and that nobody has waited for yet does not. */
function lives(pid: number): boolean {
  try {
    if (process.platform === 'linux') return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('serves with its own environment, warm, and leaves no process behind', async () => {
  const folder = projectOf();
  const cli = await startCli(folder, ['--memory'], { SECRET_OF_MY_SHELL: 'x', HOME: '/home/somebody' });
  const [value, calls, pid, home] = await word(cli.url);
  expect([value, calls, home]).toEqual(['template', 1, null]);
  expect((await word(cli.url)).slice(0, 3)).toEqual(['template', 2, pid]);
  expect(pid).not.toBe(cli.process.pid);
  expect(await cli.stop()).toBe(0);
  expect(lives(Number(pid))).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['app.js', 'template.yaml']);
});

test('each request is one line, with function, start, steps and refusal', async () => {
  const cli = await startCli(projectOf(), ['--memory']);
  await word(cli.url);
  await fetch(`${cli.url}/words`);
  const served = await cli.line((it) => it.type === 'request' && it.statusCode === 200);
  const refused = await cli.line((it) => it.type === 'request' && it.statusCode === 403);
  await cli.stop();
  expect(served).toMatchObject({ method: 'GET', coldStart: true, functionName: expect.stringContaining('Words'), resourcePath: '/word' });
  expect(refused).toMatchObject({
    refusal: {
      layer: 'gateway',
      rule: 'MISSING_AUTHENTICATION_TOKEN',
      at: expect.stringMatching(/template\.yaml:\d+:\d+$/),
      hint: expect.stringContaining('/word'),
    },
  });
  const logs = cli.lines.filter((it) => it.type === 'log').map((it) => String(it.line).split(' ')[0]);
  expect(logs).toEqual(expect.arrayContaining(['START', 'END', 'REPORT']));
});

test('--env-file goes over the template', async () => {
  const folder = projectOf({ 'local.env': 'WORD="from the file"\nOTHER=1\n' });
  const cli = await startCli(folder, ['--memory', '--env-file', join(folder, 'local.env')]);
  expect((await word(cli.url))[0]).toBe('from the file');
  await cli.stop();
});

test('a saved handler and a saved template answer anew', async () => {
  const folder = projectOf();
  const cli = await startCli(folder, ['--memory']);
  await word(cli.url);
  writeFileSync(join(folder, 'app.js'), handlerText('"saved"'));
  await cli.line((it) => it.type === 'reload');
  expect((await word(cli.url)).slice(0, 2)).toEqual(['saved', 1]);
  writeFileSync(join(folder, 'template.yaml'), template.replaceAll('/word', '/phrase'));
  await cli.line((it) => it.type === 'notice' && String(it.message).includes('applied again'));
  expect((await fetch(`${cli.url}/phrase`)).status).toBe(200);
  expect((await fetch(`${cli.url}/word`)).status).toBe(403);
  writeFileSync(join(folder, 'template.yaml'), 'Resources: [\n');
  await cli.line((it) => it.type === 'diagnostic' && it.code === 'SYNTAX_ERROR');
  expect((await fetch(`${cli.url}/phrase`)).status).toBe(200);
  await cli.stop();
});

test('an acknowledged write survives kill -9, and the next run takes the folder over', async () => {
  const folder = projectOf();
  const first = await startCli(folder);
  const [TableName = ''] = first.ready.tables as string[];
  const clientOf = (endpoint: string): DynamoDBClient =>
    new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const [, , pid] = await word(first.url);
  await clientOf(first.awsUrl).send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }));
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  first.process.kill('SIGKILL');
  await gone;
  const second = await startCli(folder);
  expect((await clientOf(second.awsUrl).send(new ScanCommand({ TableName }))).Items).toEqual([{ id: { S: 'a' } }]);
  expect(lives(Number(pid))).toBe(false);
  await expect(startCli(folder)).rejects.toThrow(/DATA_FOLDER_LOCKED/);
  await second.stop();
});

test('a taken port gives way to the next, and says so', async () => {
  const first = await startCli(projectOf(), ['--memory']);
  const port = Number(new URL(first.url).port);
  const second = await startCli(projectOf(), ['--memory', '--port', String(port)]);
  expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
  expect(second.lines.filter((it) => it.type === 'notice').map((it) => it.message)).toEqual([
    expect.stringContaining(`Port ${port} is in use`),
  ]);
  expect((await word(second.url))[0]).toBe('template');
  await Promise.all([first.stop(), second.stop()]);
});

test('bad requests get an answer or a closed connection, and the API goes on', async () => {
  const cli = await startCli(projectOf(), ['--memory']);
  const port = Number(new URL(cli.url).port);
  const raw = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text));
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });
  const large = await fetch(`${cli.url}/word`, { method: 'POST', body: 'x'.repeat(12 * 1024 * 1024) }).catch((error: unknown) =>
    String(error),
  );
  expect(typeof large === 'string' ? large : large.status).toBe(413);
  expect(await raw(`GET /Prod/word HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(100 * 1024)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await raw('POST /Prod/word HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf')).not.toMatch(/^HTTP\/1\.1 200/);
  expect(await raw('nonsense\r\n\r\n')).toMatch(/^(HTTP\/1\.1 400 |$)/);
  expect((await word(cli.url))[0]).toBe('template');
  await cli.stop();
});

test('a missing and a broken handler are told at the start, with the line, and the rest runs', async () => {
  const both = `${template}  Gone:
    Type: AWS::Serverless::Function
    Properties: { Handler: gone.handler, Runtime: nodejs24.x, CodeUri: . }
  Broken:
    Type: AWS::Serverless::Function
    Properties: { Handler: broken.handler, Runtime: nodejs24.x, CodeUri: . }
`;
  const cli = await startCli(projectOf({ 'template.yaml': both, 'broken.js': 'exports.handler = async () => {\n  return (;\n};\n' }), [
    '--memory',
  ]);
  const gone = await cli.line((it) => it.type === 'build-failed' && String(it.functionName).includes('Gone'));
  const broken = await cli.line((it) => it.type === 'build-failed' && String(it.functionName).includes('Broken'));
  expect(gone).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    at: expect.stringMatching(/template\.yaml:18:/),
    hint: expect.stringMatching(/\w/),
  });
  expect(broken).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError', at: expect.stringMatching(/broken\.js:2:/) });
  expect((await word(cli.url))[0]).toBe('template');
  await cli.stop();
});

test('--help of each command names its options', () => {
  const main = new URL('../dist/main.js', import.meta.url).pathname;
  const run = (...args: string[]): string => execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  const names = [...run('--help').matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name ?? '');
  expect(names).toEqual(expect.arrayContaining(['dev', 'check', 'compile', 'doctor']));
  for (const name of names) expect(run(name, '--help')).toContain(`Usage: gatewright ${name}`);
});
