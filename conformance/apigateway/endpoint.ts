import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fileURLToPath } from 'node:url';
import { loadTemplate } from '@gatewright/template';
import { createEngine, type EngineOptions } from '../../packages/engine/src/engine.ts';

/** What the suites call: TARGET_API_URL, with its stage, when it is set; or template.yaml on an engine of our own. */
export interface Api {
  readonly url: string;
  /** Of the AWS endpoint beside an engine of our own; undefined asks AWS itself. */
  readonly awsUrl: string | undefined;
  send(request: ApiRequest): Promise<ApiAnswer>;
  stop(): Promise<void>;
}

export interface ApiRequest {
  readonly method?: string;
  /** Below the stage, as it goes on the wire. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  readonly body?: string | Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  readonly body: Buffer;
}

/**
 * @param template text in the place of template.yaml
 * @param target another endpoint, on which that template is deployed
 * @param options of an engine of our own
 */
export async function startApi(
  template?: string,
  target: string = process.env.TARGET_API_URL ?? '',
  options: Partial<EngineOptions> = {},
): Promise<Api> {
  const own = target === '' ? await serve(template, options) : undefined;
  const url = (own?.url ?? target).replace(/\/$/, '');
  return { url, awsUrl: own?.awsUrl, send: (request) => send(url, request), stop: async () => own?.stop() };
}

async function serve(
  template: string | undefined,
  options: Partial<EngineOptions>,
): Promise<{ readonly url: string; readonly awsUrl: string; stop(): Promise<void> }> {
  const projectRoot = fileURLToPath(new URL('.', import.meta.url));
  const compiled = await loadTemplate('template.yaml', {
    readFile: async (path) => template ?? (await readFile(new URL(path, import.meta.url), 'utf8')),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
  const engine = await createEngine({ projectRoot, dataRoot: undefined, ...options });
  const diagnostics = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters: {}, allowUnsupported: false }))];
  if (diagnostics.length > 0) throw new Error(diagnostics.map((it) => `${it.at?.line}: ${it.message}`).join('\n'));
  const { port, awsPort } = await engine.listen({ port: 0, awsPort: 0 });
  return { url: `http://127.0.0.1:${port}/test`, awsUrl: `http://127.0.0.1:${awsPort}`, stop: () => engine.stop() };
}

function send(base: string, { method = 'GET', path, headers = {}, body }: ApiRequest): Promise<ApiAnswer> {
  const { protocol, hostname, port, pathname } = new URL(base);
  const open = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = {
      host: hostname,
      port,
      method,
      path: `${pathname}${path}`,
      headers: headers as Record<string, string | string[]>,
      agent: false as const,
    };
    const outgoing = open(options, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const flat = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
        const body = Buffer.concat(chunks);
        resolve({ status: message.statusCode ?? 0, headers: flat, text: body.toString('utf8'), body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
