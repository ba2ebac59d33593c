import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fileURLToPath } from 'node:url';
import { loadTemplate } from '@gatewright/template';
import { expect } from 'vitest';
import { createEngine } from '../../packages/engine/src/engine.ts';

/** The APIs and function URLs of template.yaml. */
export type Target = 'main' | 'named' | 'cors' | 'open' | 'echoUrl' | 'workUrl' | 'streamingUrl' | 'signedUrl';

/** What the suites call: the addresses in TARGET_HTTP_API_URLS, a JSON object by these names; or template.yaml on an engine of our own. */
export interface Apis {
  readonly urls: { readonly [target in Target]: string };
  stop(): Promise<void>;
}

export interface Row {
  readonly api?: Target;
  readonly method?: string;
  /** As it goes on the wire, with the stage. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  readonly body?: string | Buffer;
  readonly status: number;
  readonly text?: string;
  /** Members of the JSON that came back: the event, when a function echoes it. */
  readonly json?: object;
  /** Members, by their way, that must not be there: `pathParameters`. */
  readonly without?: readonly string[];
  readonly answerHeaders?: { readonly [name: string]: string };
  /** Lower-case names that must not come. */
  readonly noHeaders?: readonly string[];
  /** The page, the recording or `guess`. */
  readonly source: string;
}

export async function startApis(): Promise<Apis> {
  const given = process.env.TARGET_HTTP_API_URLS;
  if (given !== undefined) return { urls: JSON.parse(given), stop: async () => {} };
  const projectRoot = fileURLToPath(new URL('.', import.meta.url));
  const compiled = await loadTemplate('template.yaml', {
    readFile: (path) => readFile(new URL(path, import.meta.url), 'utf8'),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const engine = await createEngine({ projectRoot, dataRoot: undefined });
  const diagnostics = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters: {}, allowUnsupported: false }))];
  if (diagnostics.length > 0) throw new Error(diagnostics.map((it) => `${it.at?.line}: ${it.message}`).join('\n'));
  const { port } = await engine.listen({ port: 0, awsPort: 0 });
  const { apis, functionUrls } = engine.describe();
  const explicit = (name: string): string =>
    `http://127.0.0.1:${port}/_aws/execute-api/${apis.find((it) => it.name === name)?.apiId ?? 'unknown'}`;
  const urlOf = (name: string): string => (functionUrls.find((it) => it.functionName.endsWith(name))?.url ?? '').replace(/\/$/, '');
  const urls = {
    main: explicit('main'),
    named: explicit('named'),
    cors: explicit('cors'),
    open: explicit('open'),
    echoUrl: urlOf('Echo'),
    workUrl: urlOf('Work'),
    streamingUrl: urlOf('Streaming'),
    signedUrl: urlOf('Signed'),
  };
  return { urls, stop: () => engine.stop() };
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

export function send(base: string, { method = 'GET', path, headers = {}, body }: Row): Promise<Answer> {
  const { protocol, hostname, port, pathname } = new URL(base);
  const open = protocol === 'https:' ? httpsRequest : httpRequest;
  const prefix = pathname === '/' ? '' : pathname;
  return new Promise((resolve, reject) => {
    const options = {
      host: hostname,
      port,
      method,
      path: `${prefix}${path}`,
      headers: headers as Record<string, string | string[]>,
      agent: false as const,
    };
    const outgoing = open(options, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const flat = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
        resolve({
          status: message.statusCode ?? 0,
          headers: flat,
          rawHeaders: message.rawHeaders,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Sends a row and compares what came back with it. */
export async function check({ urls }: Apis, row: Row): Promise<void> {
  const answer = await send(urls[row.api ?? 'main'], row);
  expect({ status: answer.status, text: row.text === undefined ? undefined : answer.text }).toEqual({ status: row.status, text: row.text });
  if (row.json) expect(JSON.parse(answer.text)).toMatchObject(row.json);
  for (const way of row.without ?? []) expect(JSON.parse(answer.text)).not.toHaveProperty(way.split('/'));
  for (const [name, value] of Object.entries(row.answerHeaders ?? {})) expect([name, answer.headers[name]]).toEqual([name, value]);
  for (const name of row.noHeaders ?? []) expect([name, answer.headers[name]]).toEqual([name, undefined]);
}
