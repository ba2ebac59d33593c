// What a real browser makes of REST and HTTP APIs from a page of another origin. It needs Debian's Chromium (apt-get install chromium); CHROMIUM
// names another. Where there is none, the one test here says so, and .ci/run installs it.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../start-cli.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);

const template = (origin: string): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Work: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs24.x, Handler: index.handler } }
  WorkPermission:
    Type: AWS::Lambda::Permission
    Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Work, Principal: apigateway.amazonaws.com }
  Http:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: http
      ProtocolType: HTTP
      Target: !GetAtt Work.Arn
      RouteKey: ANY /work
      CorsConfiguration:
        { AllowOrigins: ['${origin}'], AllowMethods: [GET, PUT], AllowHeaders: [x-allowed], AllowCredentials: true, ExposeHeaders: [x-seen] }
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: rest
      Cors: { AllowOrigin: "'${origin}'", AllowMethods: "'GET,PUT,OPTIONS'", AllowHeaders: "'x-allowed'", AllowCredentials: true }
      DefinitionBody:
        openapi: 3.0.1
        info: { title: rest }
        paths:
          /work:
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Work.Arn}/invocations
`;

const handler = (origin: string): string => `
exports.handler = async (event) => {
  if ((event.queryStringParameters ?? {}).fail) throw new Error('broken');
  const cookie = (event.cookies ?? []).join() || event.headers.Cookie || event.headers.cookie || 'none';
  const headers = { 'access-control-allow-origin': '${origin}', 'access-control-allow-credentials': 'true', 'x-seen': 'yes', 'x-hidden': 'yes' };
  return { statusCode: 200, headers, body: cookie };
};
`;

/** What the page's own script learns. */
interface Outcome {
  readonly status: number | 'blocked';
  readonly text: string;
  readonly seen: string | null;
  readonly hidden: string | null;
}

test('a browser is there', () => {
  expect({ executablePath, hasBrowser }, 'Install it with: apt-get install chromium').toEqual({ executablePath, hasBrowser: true });
});

describe.runIf(hasBrowser)('a page of another origin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-browser-'));
  const pages: Server[] = [];
  let running: RunningCli;
  let browser: Browser;
  let allowed: Page;
  let stranger: Page;

  const servePage = async (): Promise<string> => {
    const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>page'));
    pages.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  };

  beforeAll(async () => {
    const [origin, other] = [await servePage(), await servePage()];
    writeFileSync(join(folder, 'template.yaml'), template(origin));
    writeFileSync(join(folder, 'index.js'), handler(origin));
    running = await startCli(folder, ['--memory']);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext();
    const api = new URL(running.url);
    await context.addCookies([{ name: 'session', value: '7', domain: api.hostname, path: '/' }]);
    allowed = await context.newPage();
    stranger = await context.newPage();
    await allowed.goto(origin);
    await stranger.goto(other);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    for (const it of pages) it.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (page: Page, path: string, init: RequestInit = {}): Promise<Outcome> =>
    page.evaluate(
      async ({ url, options }): Promise<Outcome> => {
        try {
          const answer = await fetch(url, options as RequestInit);
          return {
            status: answer.status,
            text: await answer.text(),
            seen: answer.headers.get('x-seen'),
            hidden: answer.headers.get('x-hidden'),
          };
        } catch {
          return { status: 'blocked', text: '', seen: null, hidden: null };
        }
      },
      { url: `${new URL(running.url).origin}${path}`, options: init as object },
    );

  describe.each([
    { kind: 'REST', path: '/rest/work', errorIsSeen: false, exposes: null },
    { kind: 'HTTP', path: '/work', errorIsSeen: true, exposes: 'yes' },
  ])('on a $kind API', ({ path, errorIsSeen, exposes }) => {
    test('reads the answer when its origin is allowed, and the exposed headers alone', async () => {
      expect(await ask(allowed, path)).toMatchObject({ status: 200, seen: exposes, hidden: null });
    });
    test('is blocked when its origin is not', async () => {
      expect((await ask(stranger, path)).status).toBe('blocked');
    });
    test('sends its cookies when it asks to', async () => {
      expect(await ask(allowed, path, { credentials: 'include' })).toMatchObject({ status: 200, text: 'session=7' });
      expect(await ask(allowed, path)).toMatchObject({ text: 'none' });
    });
    test('passes a preflight with an allowed method and header', async () => {
      expect((await ask(allowed, path, { method: 'PUT', headers: { 'x-allowed': '1' } })).status).toBe(200);
    });
    test.each([
      ['a method', { method: 'DELETE' }],
      ['a header', { headers: { 'x-other': '1' } }],
    ])('is blocked by a preflight for %s that is not allowed', async (_what, init) => {
      expect((await ask(allowed, path, init)).status).toBe('blocked');
    });
    test("sees the gateway's own error only where it has CORS headers", async () => {
      expect((await ask(allowed, `${path}?fail=1`)).status).toBe(errorIsSeen ? 500 : 'blocked');
    });
  });
});
