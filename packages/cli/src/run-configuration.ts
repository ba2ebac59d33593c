import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { isAbsolute, join, relative } from 'node:path';
import type { CodeAnswer, CodeRequest, Value } from '@gatewright/template';
import { configurationProgram } from './configuration-program.ts';

/** A configuration that takes longer has hung. */
const timeoutMs = 30_000;
const maximumErrorLength = 2_000;

/**
 * Runs a configuration that is code, `serverless.ts` or `${file(x.js)}`, in a process of its own.
 *
 * @param root absolute folder of the project
 */
export function runConfiguration(
  root: string,
  environment: { readonly [name: string]: string | undefined },
  request: CodeRequest,
): Promise<CodeAnswer> {
  const { file, address, options } = request;
  const path = isAbsolute(file) ? file : join(root, file);
  const esbuild = /\.[cm]?ts$/.test(file) ? createRequire(import.meta.url).resolve('esbuild') : undefined;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=commonjs', '--eval', configurationProgram], {
    cwd: root,
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  return new Promise((resolve) => {
    let said = '';
    const end = (answer: CodeAnswer): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const timer = setTimeout(() => end({ error: `It gave no answer within ${timeoutMs / 1000} seconds.` }), timeoutMs);
    child.stderr?.on('data', (data: Buffer) => {
      said = (said + data.toString('utf8')).slice(-maximumErrorLength);
    });
    child.on('error', (error) => end({ error: error.message }));
    child.on('exit', (code) => end({ error: said.trim() || `It ended with code ${code} and no answer.` }));
    child.on('message', (message: Message) => {
      if ('question' in message) {
        const { id, question } = message;
        const asked = 'variable' in question ? request.variable(question.variable) : request.property(question.property);
        asked.then(
          (value) => child.connected && child.send({ id, value: value ?? null }),
          (error: unknown) => child.connected && child.send({ id, error: error instanceof Error ? error.message : String(error) }),
        );
      } else if ('error' in message) end({ error: message.error.slice(0, maximumErrorLength) });
      else end({ value: message.value ?? undefined, files: message.files.map((it) => relative(root, it)) });
    });
    child.send({ root, path, address, options, esbuild });
  });
}

type Message =
  | { readonly id: number; readonly question: { readonly variable: string } | { readonly property: readonly string[] } }
  | { readonly error: string }
  | { readonly value: Value; readonly files: readonly string[] };
